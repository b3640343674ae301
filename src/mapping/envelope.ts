import { z } from 'zod';
import { phrase, TableFault } from '../diagnostics/phrase.js';
import { DOCUMENT_FORMATS, END_POINT_TYPES, TRANSPORT_TYPES } from '../formats/envelope/model.js';
import { notation, type Written } from '../formats/notation.js';
import type { CodeList } from './code-list.js';

/** The notation of mappings/envelope.yaml, where its words are explained. */
export const envelope = notation('envelope', () =>
  z.strictObject({
    mime: z.strictObject({ tag: z.string().min(1), xml: z.string().min(1), json: z.string().min(1) }),
    transport: z.strictObject({ type: z.enum(TRANSPORT_TYPES), transform: z.boolean() }),
    endPoint: z.enum(END_POINT_TYPES),
    documents: z
      .array(
        z.strictObject({
          message: z.string().min(1),
          format: z.enum(DOCUMENT_FORMATS),
          name: z.string().min(1).max(255),
          postfix: z.string().min(1).optional(),
          version: z.string().min(1).max(255),
          mime: z.literal(true).optional(),
          reliable: z.literal(true).optional(),
          receipt: z.literal(true).optional(),
        }),
      )
      .min(1),
  }),
);
type EnvelopeFile = Written<typeof envelope>;

/** What an envelope says of a message. */
export interface DocumentRow extends Omit<EnvelopeFile['documents'][number], 'postfix'> {
  /** The codes that stand behind its name; undefined if none does. */
  postfixes: readonly string[] | undefined;
}

/** What envelopes say of the documents in them. */
export interface EnvelopeTable extends Omit<EnvelopeFile, 'documents'> {
  documents: DocumentRow[];
}

/**
 * Puts the codes of code lists in their place.
 *
 * @throws Error for a code list that does not exist, or a message or name that is there twice
 */
export const compileEnvelope = (
  { documents, ...rest }: EnvelopeFile,
  codeLists: ReadonlyMap<string, CodeList>,
): EnvelopeTable => {
  const codesOf = (list: string): string[] => {
    const codes = codeLists.get(list);
    if (codes === undefined) throw new TableFault(phrase('no-code-list', { id: list }));
    return codes.table.codes.flatMap((one) => one[codes.table.key] ?? []);
  };
  const seen = new Set<string>();
  for (const word of documents.flatMap(({ message, name }) => [message, name.toLowerCase()])) {
    if (seen.has(word)) throw new TableFault(phrase('twice', { name: word }));
    seen.add(word);
  }
  return {
    ...rest,
    documents: documents.map(({ postfix, ...row }) => ({
      ...row,
      postfixes: postfix === undefined ? undefined : codesOf(postfix),
    })),
  };
};
