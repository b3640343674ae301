import { OBJECTS } from '../formats/xml/objects.js';

const CONTENT = new RegExp(
  `(?:/${OBJECTS.OIO}|^(?:\\d+:)?UNO|^Bundle\\..*\\.${OBJECTS.FHIR}|Base64Binary)(?:\\[\\d+\\])?$`,
);
const SLICE = /^\((\d+) bytes( of base64)?\)$/;

/** True of what stands for a value that stayed where it was: its size, which says nothing of anybody. */
export const isSize = (value: string): boolean => SLICE.test(value);

/** True for the path of the content of an attachment, which is never shown. */
export const isContent = (path: string): boolean => CONTENT.test(path);

/** Number of bytes of the content of an attachment: of base64, or told by a reader that left it where it was. */
export const contentSize = (value: string): number => {
  const [, size, encoded] = SLICE.exec(value) ?? [];
  if (size !== undefined) return encoded === undefined ? Number(size) : Math.floor((Number(size) * 3) / 4);
  const digits = value.replace(/[\s=]/g, '').length;
  return Math.floor((digits * 3) / 4);
};
