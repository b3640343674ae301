import type { Language } from '../language.js';

/** What a file system, a network or a database refuses. */
export const systems = {
  'not-found': { en: 'there is no such file or folder', da: 'filen eller mappen findes ikke' },
  'is-folder': { en: 'it is a folder', da: 'det er en mappe' },
  'path-no-folder': { en: 'a part of the path is not a folder', da: 'en del af stien er ikke en mappe' },
  'over-2-gb': { en: 'it is larger than 2 GB', da: 'den er større end 2 GB' },
  'no-rights': { en: 'no rights', da: 'der mangler rettigheder' },
  'disk-full': { en: 'the disk is full', da: 'disken er fuld' },
  quota: { en: 'the quota is used up', da: 'kvoten er brugt op' },
  'read-only': { en: 'its file system can only be read', da: 'filsystemet kan kun læses' },
  'long-file-name': {
    en: 'the name of a file in it is longer than a path can be',
    da: 'navnet på en fil i det er længere, end en sti kan være',
  },
  'archive-encrypted': { en: 'the content is encrypted', da: 'indholdet er krypteret' },
  'archive-method': {
    en: 'it is packed by a method that is not known here',
    da: 'den er pakket med en metode, der ikke kendes her',
  },
  'archive-cut-off': {
    en: 'it is cut off, or no archive of its kind',
    da: 'det er afkortet, eller intet arkiv af sin slags',
  },
  'archive-damaged': {
    en: 'it is damaged, or no archive of its kind',
    da: 'det er beskadiget, eller intet arkiv af sin slags',
  },
  'entry-damaged': { en: 'it is damaged', da: 'den er beskadiget' },
  'archive-sum': {
    en: 'its checksum is not the one that the archive tells',
    da: 'dens kontrolsum er ikke den, som arkivet oplyser',
  },
  'archive-count': {
    en: 'it holds more files than it tells',
    da: 'det indeholder flere filer, end det oplyser',
  },
  'archive-overlap': {
    en: 'files in it lie over each other',
    da: 'filer i det ligger oven i hinanden',
  },
  'archive-no-file': {
    en: 'it is a pipe or a device, not a file',
    da: 'det er en pipe eller en enhed og ikke en fil',
  },
  'archive-link': { en: 'a link', da: 'et link' },
  'archive-special': {
    en: 'a device, a pipe or a file with holes',
    da: 'en enhed, en pipe eller en fil med huller',
  },
  'archive-sizes': {
    en: 'a size is not the one that the archive tells',
    da: 'en størrelse er ikke den, som arkivet oplyser',
  },
  'too-large': { en: 'the file is too large for the file system', da: 'filen er for stor til filsystemet' },
  'no-rights-in-folder': { en: 'no rights in its folder', da: 'der mangler rettigheder i dens mappe' },
  'cannot-open': {
    en: 'it, or a file beside it, cannot be opened',
    da: 'den, eller en fil ved siden af den, kan ikke åbnes',
  },
  database: { en: 'database', da: 'databasen' },
  schema: { en: 'schema', da: 'skemaet' },
  'nothing-listens': { en: 'nothing listens there', da: 'ingen lytter der' },
  'no-host': { en: 'no host has that name', da: 'ingen vært har det navn' },
  'no-socket': { en: 'there is no such socket', da: 'den socket findes ikke' },
  'no-answer': { en: 'it does not answer', da: 'den svarer ikke' },
  broken: { en: 'the connection broke', da: 'forbindelsen blev afbrudt' },
  stopped: { en: 'it was stopped', da: 'den blev stoppet' },
  starting: { en: 'it is starting or stopping', da: 'den er ved at starte eller stoppe' },
  binary: { en: 'it is binary data', da: 'den er binære data' },
  empty: { en: 'it is empty', da: 'den er tom' },
  'over-500-mb': { en: 'it is larger than 500 MB', da: 'den er større end 500 MB' },
  columns: { en: 'it has more than 10,000 columns', da: 'den har mere end 10.000 kolonner' },
  'open-quotation': {
    en: 'a quotation mark is opened in this row and never closed',
    da: 'et anførselstegn åbnes i denne række og lukkes aldrig',
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;
