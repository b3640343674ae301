/** The ids that a conversion makes: UUIDs in FHIR and envelopes, 14 characters in letters. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|\b[0-9A-HJKMNP-TV-Z]{14}\b/gi;
/** Stands where an id was; no document holds it. */
const MARK = '\uffff';

/** Whatever looks like an id in a text. */
export const idsIn = (text: string): string[] => text.match(ID) ?? [];

/** What is known of the ids of a scenario before its documents are compared. */
export interface KnownIds {
  /** Those of the expected documents, and of those that were made now. */
  expected: ReadonlySet<string>;
  made: ReadonlySet<string>;
  /** Those that the conversion made up, and took from no input. */
  generated: ReadonlySet<string>;
  /** Those of the inputs. */
  given: ReadonlySet<string>;
}

/** Two values that are equal but for generated ids. */
export interface Renamed<Of> {
  of: Of;
  expected: readonly string[];
  made: readonly string[];
}

/**
 * Tells apart generated ids that are others than before from ids that are wrong. An id that is on both sides stays what it
 * is; others stand for each other one by one, everywhere in a scenario.
 */
export class Ids<Of> {
  private readonly renamed: Array<Renamed<Of>> = [];

  constructor(private readonly known: KnownIds) {}

  /** An expected text with a mark for each id that may have another name now. */
  expected(text: string): string {
    const { given, made } = this.known;
    return text.replace(ID, (id) => (given.has(id) || made.has(id) ? id : MARK));
  }

  /** The same of a text that was made. */
  made(text: string): string {
    const { generated, expected } = this.known;
    return text.replace(ID, (id) => (generated.has(id) && !expected.has(id) ? MARK : id));
  }

  /** Notes two texts that are the same but for such ids. */
  note(of: Of, expected: string, made: string): void {
    if (expected === made) return;
    const [before, after] = [idsIn(expected), idsIn(made)];
    const changed = before.map((id, i) => id !== after[i]);
    this.renamed.push({
      of,
      expected: before.filter((_, i) => changed[i]),
      made: after.filter((_, i) => changed[i]),
    });
  }

  /** Which id stands for which: those that meet most often do, so that one wrong reference is not taken for the rule. */
  private names(): Map<string, string> {
    const counts = new Map<string, { before: string; after: string; count: number }>();
    for (const { expected, made } of this.renamed)
      for (const [i, before] of expected.entries()) {
        const after = made[i] as string;
        const key = `${before} ${after}`;
        const known = counts.get(key);
        if (known === undefined) counts.set(key, { before, after, count: 1 });
        else known.count++;
      }
    const names = new Map<string, string>();
    const taken = new Set<string>();
    for (const { before, after } of [...counts.values()].sort((a, b) => b.count - a.count)) {
      if (names.has(before) || taken.has(after)) continue;
      names.set(before, after);
      taken.add(after);
    }
    return names;
  }

  /**
   * After all documents are compared.
   *
   * @returns the expected ids with those that stand for them now, and what has another id than that
   */
  settle(): { names: ReadonlyMap<string, string>; wrong: Of[] } {
    const names = this.names();
    const wrong = this.renamed
      .filter(({ expected, made }) => expected.some((id, i) => names.get(id) !== made[i]))
      .map(({ of }) => of);
    return { names, wrong };
  }
}

/** A text with the names that ids have now. */
export const withNames = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replace(ID, (id) => names.get(id) ?? id);
