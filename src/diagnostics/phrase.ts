import type { Code } from './catalog.js';
import type { Language } from './language.js';

export type { PhraseKey } from './phrases/index.js';

import { type PhraseKey, phrases } from './phrases/index.js';

/**
 * Words that are put into the text of a diagnostic and must be told in its language, too: one of the catalogue of phrases, the
 * message or hint of another diagnostic, or words that came from elsewhere. Plain data, as all of a diagnostic is.
 */
export type Phrase =
  | { readonly phrase: PhraseKey; readonly params?: Params }
  | { readonly message: Code; readonly params?: Params }
  | { readonly hintOf: Code; readonly params?: Params }
  | Readonly<Record<Language, string>>;

/** Placeholders that stand for words, not for a value: text cannot be put there but as a phrase. */
type WordPlace = 'reason' | 'what' | 'thing' | 'shown' | 'advice' | 'hint' | 'party' | 'did';

/** Values put into the text of a diagnostic; never personal data. */
export type Params = { readonly [Name in WordPlace]?: Phrase } & {
  readonly [name: string]: string | number | Phrase;
};

/** Words of the catalogue, with what they name. */
export const phrase = (key: PhraseKey, params?: Params): Phrase =>
  params === undefined ? { phrase: key } : { phrase: key, params };

/** What another diagnostic says. */
export const messageOf = ({ code, params = {} }: { code: Code; params?: Params }): Phrase => ({
  message: code,
  params,
});

/** How another diagnostic says it is mended. */
export const hintOf = ({ code, params = {} }: { code: Code; params?: Params }): Phrase => ({
  hintOf: code,
  params,
});

/** Words of a system, a library or a table, which we do not have in other languages. */
export const asGiven = (text: string): Phrase => ({ en: text, da: text });

/** The text of a phrase in the catalogue. */
export const phraseText = (key: PhraseKey, lang: Language): string => phrases[key][lang];

/** `one or another or a third`; names are the same in every language. */
export const alternatives = (names: readonly string[]): string | Phrase =>
  names.reduce<string | Phrase>((one, other) => (one === '' ? other : phrase('or', { one, other })), '');

/** What is wrong with a table, found where its name is not known; whoever knows it tells a diagnostic. */
export class TableFault extends Error {
  constructor(readonly reason: Phrase) {
    super('a table cannot be used');
  }
}
