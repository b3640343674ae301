import { SaxesParser } from 'saxes';

/** Ids are made by whoever converts. */
const MADE = /^(?:Envelope|[A-Z]\w+\/Letter)\/Identifier$/;
const IN_TEXT = new Set(['Break', 'Space']);

/** Values of a letter by path, without the ids it was given; a text as lines, layout of the XML left out. */
export const letterValues = (text: string): Map<string, string> => {
  const found = new Map<string, string>();
  const names: string[] = [];
  let value = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    if (IN_TEXT.has(name)) return;
    names.push(name);
    value = '';
  });
  parser.on('text', (part) => {
    value += part.replace(/\s*\n\s*/g, '');
  });
  parser.on('closetag', ({ name }) => {
    if (IN_TEXT.has(name)) value += '\n';
    else {
      const path = names.slice(1).join('/');
      if (value.trim() !== '' && !MADE.test(path)) found.set(path, value.trim());
      names.pop();
      value = '';
    }
  });
  parser.write(text).close();
  return found;
};
