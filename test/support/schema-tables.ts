import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Structure {
  [element: string]: string | Structure | Structure[];
}
export interface StructureTable {
  message: string;
  namespace: string;
  structure: Structure;
}

/** The table of a schema, as the generator reads it. */
export const schemaTable = (name: string): StructureTable =>
  parse(readFileSync(`mappings/schemas/${name}.yaml`, 'utf8'));

/** The codes a list allows in a message. */
export const codesFor = (list: string, message: string): string[] => {
  const { key, codes } = parse(readFileSync(`mappings/code-lists/${list}.yaml`, 'utf8')) as {
    key: string;
    codes: Array<Record<string, string>>;
  };
  return codes
    .filter((code) => code.only === undefined || code.only === message)
    .map((code) => code[key] as string);
};
