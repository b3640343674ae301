import { ArchiveFault } from './archive-reason.js';

/** What headers before that of a file say of it, instead of its own. */
export interface Said {
  name?: string | undefined;
  size?: number | undefined;
  /** True if the holes of the file are left out of its content. */
  sparse?: boolean;
}

/** Digits of the length of a record: it is no longer than what it stands in. */
const MOST_DIGITS = 16;
const LINE_FEED = 10;

/** Takes one of them, if it says anything that matters here. An empty value takes back what was said before. */
const take = (said: Said, key: string, value: string): void => {
  if (key === 'path') said.name = value;
  else if (key === 'size') said.size = sizeOf(value);
  else if (key.startsWith('GNU.sparse.')) said.sparse = true;
};

const sizeOf = (value: string): number | undefined => {
  if (value === '') return undefined;
  const size = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(size)) throw new ArchiveFault('archive-damaged');
  return size;
};

/**
 * What the records of a pax header say (POSIX, pax extended header), each `LENGTH KEY=VALUE` and a line feed. Each byte is looked at
 * once, whatever lengths are told. Throws ArchiveFault if they are none.
 */
export const saidIn = (bytes: Buffer): Said => {
  const said: Said = {};
  for (let from = 0; from < bytes.length; ) {
    const digits = /^([1-9]\d*) /.exec(bytes.toString('latin1', from, from + MOST_DIGITS))?.[1] ?? '';
    const record = bytes.subarray(from, from + Number(digits));
    const begin = digits.length + 1;
    if (record.length <= begin || record.length < Number(digits) || record.at(-1) !== LINE_FEED)
      throw new ArchiveFault('archive-damaged');
    const equals = record.indexOf('=', begin);
    if (equals > 0)
      take(
        said,
        record.toString('utf8', begin, equals),
        record.toString('utf8', equals + 1, record.length - 1),
      );
    from += record.length;
  }
  return said;
};
