import type { Origin } from '../../formats/origin.js';
import type { Characters } from '../characters.js';
import type { Made } from '../made.js';
import type { Run } from '../run.js';

/** What a value was made of. */
type MadeOf = Pick<Made, 'origins' | 'parts'>;

/** The elements that a value was made of, also those of its parts. */
export const allOrigins = ({ origins, parts }: MadeOf): Origin[] => [
  ...origins,
  ...parts.flatMap(allOrigins),
];

/** A run that writes letters. */
export type LetterWritingRun = Run & { readonly characters: Characters };

/**
 * A text with what the encoding of letters can hold; what had to be changed is told.
 *
 * @param made the value it is, or a part of
 */
export const fitText = (run: LetterWritingRun, value: string, made: MadeOf, row: string): string => {
  const { characters } = run;
  if (characters.isPlain(value)) return value;
  const { text, lacking, dropped } = characters.fit(value);
  const origins = allOrigins(made);
  // Of a value that was put together, those parts are told of that hold such characters.
  const odd = origins.filter((one) => !characters.isPlain(one.text));
  const told = odd.length === 0 ? [origins[0] ?? run.top] : odd;
  const [origin] = told as [Origin];
  const lost = (reason: string): void => {
    for (const one of told) run.ledger.lostPart(one, row, reason);
  };
  if (dropped.length > 0) {
    run.tell(origin, 'MAP040', { characters: dropped.join(', ') }, { rule: row });
    lost('control characters, which a letter cannot hold');
  }
  if (lacking.length > 0) {
    const code = { reference: 'MAP041', transliterate: 'MAP042', error: 'MAP043' } as const;
    run.tell(origin, code[characters.unmappable], { characters: lacking.join(', ') }, { rule: row });
    if (characters.unmappable === 'transliterate')
      lost('characters that ISO-8859-1 lacks, written with others');
  }
  return text;
};
