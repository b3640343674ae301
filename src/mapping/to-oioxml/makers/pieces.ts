import type { Origin } from '../../../formats/origin.js';
import { copenhagenLocal } from '../../copenhagen.js';
import { Made } from '../../made.js';
import { hyphenated, uuidDigits } from '../../makers/uuid.js';
import type { MessageTable, Piece } from '../../notation.js';
import type { Context, Rule } from '../../rule.js';
import type { Source } from '../../source.js';
import type { MessageRun } from '../message-run.js';
import { plainMarkup } from './markup.js';

/** Makes a piece of a text; undefined if it has no value. */
export type MakePiece = (run: MessageRun) => Made | undefined;

type ObjectPiece = Exclude<Piece, string>;
type FromPiece = Extract<ObjectPiece, { from: unknown }>;

/** Whose row a value is due to. */
type Owner = Pick<Rule, 'id' | 'reason'>;

const PLACEHOLDER = 'a placeholder that says nothing';

const originsOf = (made: Made): Origin[] => [...made.origins, ...made.parts.flatMap(originsOf)];

/** What is done with a value, as traces tell it. */
const howOf = ({ words, as = 'text' }: FromPiece): string =>
  words === undefined
    ? { text: 'compose', time: 'danish-time', type: 'code-list', id: 'uuid-digits' }[as]
    : 'code-list';

/** Compiles the pieces of text.yaml. */
export class PieceCompiler {
  private readonly markup: (text: string) => { text: string; lost: string[] };

  constructor(
    private readonly rule: Rule,
    message: MessageTable,
    private readonly context: Context,
  ) {
    this.markup = plainMarkup(message.markup);
  }

  /** A line: its pieces one after another; none if no value is found. */
  line(line: readonly Piece[], owner: Owner): MakePiece {
    const pieces = line.map((piece) => this.piece(piece, owner));
    const literal = line.every((piece) => typeof piece === 'string');
    return (run) => {
      const parts: Made[] = [];
      let some = literal;
      for (const [i, make] of pieces.entries()) {
        const made = make(run);
        if (made === undefined) continue;
        parts.push(made);
        some ||= typeof line[i] !== 'string';
      }
      return some ? Made.of(owner, 'compose', parts.map(({ value }) => value).join(''), parts) : undefined;
    };
  }

  private sources(paths: string | readonly string[]): Source[] {
    return [paths].flat().map((path) => this.context.source(path as string, this.rule.placed));
  }

  private piece(piece: Piece, owner: Owner): MakePiece {
    if (typeof piece === 'string') {
      let made: Made | undefined;
      return () => {
        made ??= Made.by(owner, 'compose', piece);
        return made;
      };
    }
    if ('cut' in piece) return this.cut(piece);
    const own = piece.row === undefined ? owner : this.ownerOf(piece.row);
    return this.around(piece, own, this.inner(piece, own));
  }

  private ownerOf(row: string): Owner {
    const rule = this.context.rule(row, this.rule.placed);
    return {
      get id() {
        return rule().id;
      },
      reason: undefined,
    };
  }

  private inner(piece: Exclude<ObjectPiece, { cut: string }>, owner: Owner): MakePiece {
    if ('from' in piece) return this.from(piece, owner);
    if ('all' in piece) {
      const sources = this.sources(piece.all);
      const besides = (piece.besides ?? []).map((id) => this.context.rule(id, this.rule.placed));
      return (run) => {
        const used = besides.flatMap((rule) => {
          const made = rule().value(run);
          return made === undefined ? [] : originsOf(made);
        });
        const all = sources
          .flatMap((source) => source.all(run))
          .filter((origin) => origin.text.trim() !== '' && !used.includes(origin));
        if (all.length === 0) return undefined;
        return Made.from(owner, 'compose', all.map(({ text }) => text.trim()).join(piece.join), all);
      };
    }
    const pieces = ('of' in piece ? piece.of : piece.first).map((one) => this.piece(one, owner));
    if ('first' in piece) {
      return (run) => {
        for (const make of pieces) {
          const made = make(run);
          if (made !== undefined) return made;
        }
        return undefined;
      };
    }
    return (run) => {
      const parts = pieces.flatMap((make) => make(run) ?? []);
      if (parts.length === 0) return undefined;
      const values = new Set(parts.map(({ value }) => value));
      return Made.of(owner, 'compose', [...values].join(piece.join), parts);
    };
  }

  private from(piece: FromPiece, owner: Owner): MakePiece {
    const sources = this.sources(piece.from);
    const write = this.writer(piece);
    const how = howOf(piece);
    return (run) => {
      for (const source of sources) {
        const origin = source.one(run);
        if (origin === undefined || origin.text.trim() === '') continue;
        const value = write(origin, run);
        if (value !== undefined) return Made.from(owner, how, value, origin);
      }
      return undefined;
    };
  }

  /** How a value is written; undefined for a code that the list lacks. */
  private writer({
    words,
    column = '',
    as,
  }: FromPiece): (origin: Origin, run: MessageRun) => string | undefined {
    if (words !== undefined) {
      const list = this.context.codeList(words, this.rule.placed);
      return ({ text }) => list.get(text.trim())?.[column];
    }
    switch (as) {
      case 'text':
        return (origin, run) => {
          const { text, lost } = this.markup(origin.text);
          if (lost.length > 0) {
            run.tell(origin, 'MAP021', { markup: lost.join(', ') }, { rule: this.rule.id });
            run.ledger.lostPart(origin, this.rule.id, `markup ${lost.join(', ')}`);
          }
          return text;
        };
      case 'time':
        return ({ text }) => {
          const local = copenhagenLocal(text.trim());
          return local && `${local.date.split('-').reverse().join('-')} ${local.time}`;
        };
      case 'type': {
        const types = this.context.codeList('file-types', this.rule.placed).index('contentType');
        return ({ text }) => types.get(text.trim())?.oioxml ?? text.trim();
      }
      case 'id':
        return ({ text }) => {
          const digits = uuidDigits(text);
          return digits === undefined ? text.trim() : hyphenated(digits);
        };
      default:
        return ({ text }) => text.trim();
    }
  }

  /** What stands before and after a value, and values that count as none. */
  private around(
    { before, after, except = [], unlike }: Exclude<ObjectPiece, { cut: string }>,
    owner: Owner,
    make: MakePiece,
  ): MakePiece {
    if (before === undefined && after === undefined && except.length === 0 && unlike === undefined)
      return make;
    const other = unlike === undefined ? undefined : this.context.source(unlike, this.rule.placed);
    return (run) => {
      const made = make(run);
      if (made === undefined) return undefined;
      const value = String(made.value);
      if (except.includes(value) || (other !== undefined && other.one(run)?.text.trim() === value)) {
        for (const origin of originsOf(made))
          run.ledger.decide(origin, { status: 'dropped', row: owner.id, reason: PLACEHOLDER });
        return undefined;
      }
      if (before === undefined && after === undefined) return made;
      return Made.of(owner, 'compose', `${before ?? ''}${value}${after ?? ''}`, [made]);
    };
  }

  /** The full value of a row that did not fit into its element. */
  private cut({ cut, only }: Extract<ObjectPiece, { cut: string }>): MakePiece {
    const rule = this.context.rule(cut, this.rule.placed);
    return (run) => {
      if (only === 'newest' && run.inHand !== run.newest.at(-1)?.node) return undefined;
      const { id, value } = rule();
      value(run);
      const full = run.cut.get(id);
      if (full !== undefined) run.ledger.kept(id);
      return full && Made.of({ id, reason: undefined }, 'compose', String(full.value), [full]);
    };
  }
}
