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

const schemaFiles = (folder: string): XMLFileInfo[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.xsd'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { fileName: relative(folder, path), contents: readFileSync(path, 'utf8') };
    });

/** Validates documents against MedCom's schema; returns what is wrong, a line each. */
export const xsdErrors = async (message: keyof typeof folders, documents: string[]): Promise<string[]> => {
  const files = schemaFiles(join(reference, 'xsd', folders[message]));
  const { errors } = await validateXML({
    xml: documents.map((contents, i) => ({ fileName: `document-${i}.xml`, contents })),
    schema: files.filter(({ fileName }) => fileName === 'EMessage.xsd'),
    preload: files.filter(({ fileName }) => fileName !== 'EMessage.xsd'),
  });
  return errors.map((error) => error.rawMessage);
};
