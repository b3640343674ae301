import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { validateXML, type XMLFileInfo } from 'xmllint-wasm';
import { reference } from './reference.js';

const RECEIPTS = '2005-08-07';
const folders = {
  XDIS91: '2006-07-01',
  XBIN01: '2012-03-28',
  XCTL01: RECEIPTS,
  XCTL02: RECEIPTS,
  XCTL03: RECEIPTS,
} as const;

export type SchemaMessage = keyof typeof folders;

/** Where the schemas of a message lie, in the folder of all schemas. */
export const folderOf = (message: SchemaMessage): string => folders[message];

const schemaFiles = (folder: string): XMLFileInfo[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.xsd'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { fileName: relative(folder, path), contents: readFileSync(path, 'utf8') };
    });

const validated = (message: SchemaMessage, documents: ReadonlyArray<string | Uint8Array>) => {
  const files = schemaFiles(join(reference, 'xsd', folders[message]));
  return validateXML({
    xml: documents.map((contents, i) => ({ fileName: `document-${i}.xml`, contents })),
    schema: files.filter(({ fileName }) => fileName === 'EMessage.xsd'),
    preload: files.filter(({ fileName }) => fileName !== 'EMessage.xsd'),
  });
};

/** Validates documents against MedCom's schema; returns what is wrong, a line each. */
export const xsdErrors = async (message: SchemaMessage, documents: string[]): Promise<string[]> => {
  const { errors } = await validated(message, documents);
  return errors.map((error) => error.rawMessage);
};

/**
 * Validates each document against MedCom's schema, as bytes: its declaration holds.
 *
 * @returns of each document what is wrong with it, one by one; nothing of a valid one
 */
export const xsdVerdicts = async (message: SchemaMessage, documents: Uint8Array[]): Promise<string[][]> => {
  const { rawOutput } = await validated(message, documents);
  // Values that are told may hold line ends.
  const lines = rawOutput.split(/\n(?=document-\d+\.xml[ :])/).map((line) => line.trimEnd());
  return documents.map((_, i) => {
    const name = `document-${i}.xml`;
    if (lines.includes(`${name} validates`)) return [];
    return lines.filter((line) => line.startsWith(`${name}:`) || line.startsWith(`${name} `));
  });
};
