import type { Node } from '../../formats/fhir/node.js';
import type { Environment, Value } from '../fhirpath/values.js';
import type { Issue } from './issue.js';
import type { Knowledge, Name } from './knowledge.js';
import { narrativeOf, type Written } from './walk.js';

const REFERENCE = /^[A-Z]\w+\/(?<id>[\w.-]+)$/;
const ENDPOINT = /#id=(?<id>.+)$/s;
const TIME = /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)T(?<clock>\d\d:\d\d)/;
/**
 * Of a longer text, its beginning and its end are looked for. Texts of up to 250 characters are found in a time that grows with the
 * narrative alone, whatever stands in it; for longer ones, V8 may compare all of them at each place.
 */
const ENOUGH = 200;
/** So much of a long text is looked at for these; more only if that is mostly blank. */
const WINDOW = 4 * ENOUGH;
/** How often a narrative is read from one end to the other, at most: what shows its values in order takes a few times. */
const MOST_READINGS = 200;

const BLANK = /\s/;

/** Blanks and line ends do not count. */
const dense = (text: string): string => (BLANK.test(text) ? text.replace(/\s+/g, '') : text);

/**
 * A text in which values are looked for; those that are in order are found without beginning anew. After many readings,
 * which only a narrative made for that needs, everything counts as found.
 */
class Haystack {
  private at = 0;
  private left: number;

  constructor(private readonly text: string) {
    this.left = text.length * MOST_READINGS;
  }

  /** Where a text stands, from a place on. */
  private find(wanted: string, from: number): number {
    const found = this.text.indexOf(wanted, from);
    this.left -= (found < 0 ? this.text.length : found) - from;
    return found;
  }

  has(wanted: string): boolean {
    if (this.left < 0) return true;
    let found = this.find(wanted, this.at);
    if (found < 0) found = this.find(wanted, 0);
    if (found < 0) return false;
    this.at = found;
    return true;
  }
}

/** Tells if a text stands in a narrative. */
type Has = (text: string) => boolean;

/** Looks for texts as they are written. */
const asWritten = (whole: Haystack): Has => {
  const hasPart = (part: string): boolean => 2 * dense(part).length > ENOUGH && whole.has(part);
  return (value) =>
    value.length > ENOUGH
      ? hasPart(value.slice(0, ENOUGH)) && hasPart(value.slice(-ENOUGH))
      : whole.has(value);
};

/** Looks for texts without their blanks, in a text without any. */
const withoutBlanks = (whole: Haystack): Has => {
  const hasEnds = (begin: string, end: string): boolean =>
    whole.has(begin.slice(0, ENOUGH)) && whole.has(end.slice(-ENOUGH));
  return (value) => {
    if (value.length > 2 * WINDOW) {
      const begin = dense(value.slice(0, WINDOW));
      const end = dense(value.slice(-WINDOW));
      if (begin.length > ENOUGH && end.length >= ENOUGH) return hasEnds(begin, end);
    }
    const wanted = dense(value);
    return wanted.length > ENOUGH ? hasEnds(wanted, wanted) : whole.has(wanted);
  };
};

/** True if people see a value: as it stands, or in the words, the form, or the id that stand for it. */
const isShown = (value: Value, has: Has, words: Knowledge['words']): boolean => {
  const node = typeof value === 'object' ? value : undefined;
  const text = node === undefined ? String(value) : node.text;
  if (text === '' || has(text)) return true;
  const id = (REFERENCE.exec(text) ?? ENDPOINT.exec(text))?.groups?.id;
  if (id !== undefined) return has(id);
  const time = TIME.exec(text)?.groups;
  if (time !== undefined)
    return has(time.year ?? '') && (has(time.clock ?? '') || has((time.clock ?? '').replace(':', '.')));
  const display = node?.parent?.exact('display');
  const alternatives = words(text).flatMap((word) => word.split('/'));
  return [...alternatives, ...(display === undefined ? [] : [display])].some(has);
};

/** What people see in a narrative. Most of it stands there as in its element; only what does not is looked for without blanks. */
class Shown {
  private readonly asWritten: Has;
  private dense: Has | undefined;

  constructor(private readonly text: string) {
    this.asWritten = asWritten(new Haystack(text));
  }

  /** True if a text is among it, whatever blanks are in it. */
  has(text: string): boolean {
    this.dense ??= withoutBlanks(new Haystack(dense(this.text)));
    return this.dense(text);
  }

  /** True if a value is among it. */
  value(value: Value, words: Knowledge['words']): boolean {
    return isShown(value, this.asWritten, words) || isShown(value, (text) => this.has(text), words);
  }
}

const namesOf = (elements: ReadonlyArray<{ name: Name }>): Name => ({
  en: elements.map(({ name }) => name.en).join(', '),
  da: elements.map(({ name }) => name.da).join(', '),
});

/** The beginning of an attachment's content, long enough that it stands nowhere by chance. */
const beginning = (data: Node): string => {
  const { slice, text } = data;
  return slice === undefined
    ? text.slice(0, ENOUGH)
    : Buffer.from(slice.subarray(0, ENOUGH)).toString('latin1');
};

/**
 * Checks that people see in a narrative what they must see (FHIR messages 9): the elements that the profile names, and no
 * content of attachments.
 */
export const narrativeIssues = (
  resource: Node,
  profile: string,
  knowledge: Knowledge,
  environment: Environment,
  written: Written,
): Issue[] => {
  const obliged = knowledge.shown(profile);
  if (obliged.length === 0) return [];
  const tell = (node: Node, code: Issue['code'], params: Issue['params'] = {}): Issue => ({
    node,
    code,
    params,
    severity: 'warning',
    rule: 'FHIR messages 9',
  });
  const div = resource.one('text')?.one('div');
  if (div === undefined) return [tell(resource, 'FHIR124')];
  const { text } = narrativeOf(div, written);
  const shown = new Shown(text);
  const focus = [resource];
  const missing = obliged.filter(
    ({ find }) => !find(focus, resource, environment).every((value) => shown.value(value, knowledge.words)),
  );
  const contents = resource
    .all('payload')
    .flatMap((payload) => payload.one('contentAttachment')?.one('data') ?? [])
    .map(beginning)
    .some((begin) => begin.length >= 40 && shown.has(begin));
  return [
    ...(missing.length === 0 ? [] : [tell(div, 'FHIR125', { shown: namesOf(missing) })]),
    ...(contents ? [tell(div, 'FHIR126')] : []),
  ];
};
