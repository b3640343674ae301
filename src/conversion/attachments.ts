import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { asGiven, type Phrase, phrase } from '../diagnostics/phrase.js';
import { base64Content } from '../formats/base64.js';
import type { Rec } from '../formats/oioxml/check.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Element } from '../formats/xml/element.js';
import type { Limits } from '../limits.js';
import type { CodeList } from '../mapping/code-list.js';
import type { Ledger } from '../mapping/ledger.js';
import type { LetterItem } from '../mapping/to-fhir/letter-run.js';
import { objectKey, objectsByKey } from './pairing.js';
import { elementAt, groupAt, valueAt } from './values.js';

const REFERENCE = 'ClinicalEmail/Reference';
const OBJECT = 'BinaryLetter/BinaryObject';

/**
 * The references of a letter with the objects they refer to, in the order of the payloads: references first, in
 * their order, then objects that no reference names. Rules: XB65, XB102, XB106; S1.A2.
 */
export const attachmentItems = (letter: Letter, binaries: readonly Letter[]): LetterItem[] => {
  const { objects } = objectsByKey(binaries);
  const items: LetterItem[] = [];
  const taken = new Set<string>();
  const add = (item: Pick<LetterItem, 'kind' | 'reference' | 'object'>, repeated = false): void => {
    const { kind, reference, object } = item;
    items.push({ kind, reference, object, repeated, number: items.length + 1, memo: [] });
  };
  for (const reference of groupAt(letter, REFERENCE)) {
    const id = valueAt(letter, `${REFERENCE}/BIN/ObjectIdentifier`, reference);
    if (id !== undefined) {
      const key = objectKey(id);
      const object = objects.get(key);
      add({ kind: object === undefined ? 'empty' : 'file', reference, object }, taken.has(key));
      taken.add(key);
    } else {
      // One that is blank leads nowhere; a payload of it would have neither content nor address.
      const url = valueAt(letter, `${REFERENCE}/URL`, reference) ?? '';
      const kind = url === '' ? 'sup' : 'url';
      add({ kind, reference, object: undefined });
    }
  }
  for (const [key, object] of objects)
    if (!taken.has(key)) add({ kind: 'file', reference: undefined, object });
  return items;
};

const GZIP = '1f8b';

/**
 * What the first bytes of an attachment say when they are not those of its type; undefined if they fit.
 *
 * @param head the first bytes of the attachment
 * @param signature the first bytes of such a file, in hexadecimal; alternatives separated by a blank
 */
export const signatureFault = (head: Uint8Array, signature: string | undefined): Phrase | undefined => {
  if (signature === undefined) return undefined;
  const start = Buffer.from(head).toString('hex');
  if (signature.split(' ').some((bytes) => start.startsWith(bytes))) return undefined;
  return start.startsWith(GZIP) ? phrase('gzip') : asGiven('');
};

class Checker {
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly letter: Letter,
    private readonly types: CodeList,
  ) {}

  private tell(
    letter: Letter,
    element: Element,
    code: 'MAP005' | 'MAP007' | 'MAP008' | 'MAP009' | 'MAP020' | 'MAP026',
    params = {},
  ): void {
    this.diagnostics.push(diagnostic(code, letter.source.of(element), params));
  }

  private size(letter: Letter, element: Element | undefined, size: number): void {
    if (element === undefined || Number(element.text) === size) return;
    this.tell(letter, element, 'MAP007', { size, element: element.name, told: element.text.trim() });
  }

  private permitted(letter: Letter, element: Element | undefined): void {
    if (element === undefined || this.types.get(element.text)?.permitted === 'yes') return;
    this.tell(letter, element, 'MAP008', { type: element.text });
  }

  private content(object: { letter: Letter; record: Rec }, type: Element | undefined): number | undefined {
    const element = elementAt(object.letter, `${OBJECT}/Object_Base64Encoded`, object.record);
    if (element === undefined) return undefined;
    const content = base64Content(element);
    const what = signatureFault(content.head, this.types.get(type?.text ?? '')?.signature);
    if (what !== undefined) this.tell(object.letter, element, 'MAP009', { type: type?.text ?? '', what });
    return content.size;
  }

  item({ reference, object, repeated }: LetterItem): void {
    const at = (path: string): Element | undefined =>
      reference && elementAt(this.letter, `${REFERENCE}/BIN/${path}`, reference);
    const told = at('ObjectExtensionCode');
    if (object === undefined) {
      this.permitted(this.letter, told);
      return;
    }
    const { letter, record } = object;
    if (reference === undefined) this.tell(letter, record.element, 'MAP005');
    else if (repeated) this.tell(this.letter, reference.element, 'MAP026');
    const type = elementAt(letter, `${OBJECT}/ObjectExtensionCode`, record);
    this.permitted(letter, type);
    if (told !== undefined && type !== undefined && told.text !== type.text) {
      this.tell(this.letter, told, 'MAP020', { letter: told.text, binary: type.text });
    }
    const size = this.content(object, type);
    if (size === undefined) return;
    this.size(this.letter, at('OriginalObjectSize'), size);
    this.size(letter, elementAt(letter, `${OBJECT}/OriginalObjectSize`, record), size);
  }
}

/**
 * Accounts for objects that stand in several binary letters with the same content, and tells of them: the first counts. Rule:
 * XB104.
 */
export const settleRepeated = (binaries: readonly Letter[], ledger: Ledger): Diagnostic[] => {
  const reason = 'the same object stands in another binary letter, and the first counts';
  return objectsByKey(binaries).repeated.map(({ letter, record }) => {
    for (const element of record.slots)
      if (element !== undefined) ledger.decide(element, { status: 'used', row: 'XB104', reason });
    return diagnostic('MAP027', letter.source.of(record.element));
  });
};

/** Each reference gets its attachment: a few bytes of references to a large one would become a result without end. */
export const tooMuch = (
  letter: Letter,
  items: readonly LetterItem[],
  { size: limit }: Limits,
): Diagnostic[] => {
  let size = 0;
  for (const { object } of items) {
    const element = object && elementAt(object.letter, `${OBJECT}/Object_Base64Encoded`, object.record);
    if (element !== undefined) size += base64Content(element).size;
  }
  return size > limit ? [diagnostic('LIM010', letter.source.of(letter.record.element), { limit })] : [];
};

/** What there is to warn of in the attachments: sizes, types, contents. Rules: D29, S1.A4, 11.4, XB67, XB105. */
export const checkAttachments = (
  letter: Letter,
  items: readonly LetterItem[],
  types: CodeList,
): Diagnostic[] => {
  const checker = new Checker(letter, types);
  for (const item of items) checker.item(item);
  return checker.diagnostics;
};
