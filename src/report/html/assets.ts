import { packageFile } from '../../formats/package-file.js';

/** A style sheet or script of the pages, as it is in the folder assets/html of this package. */
export const asset = (name: string): string => {
  const text = packageFile(`assets/html/${name}`);
  if (text === undefined) throw new Error(`assets/html/${name} is missing`);
  return text;
};
