import type { Node } from '../../../formats/fhir/node.js';
import { Made } from '../../made.js';
import type { CompositionTable, EachOf, MessageTable } from '../../notation.js';
import type { Context, Maker, Rule } from '../../rule.js';
import type { Segment } from '../message.js';
import type { MessageRun } from '../message-run.js';
import { messageRun } from '../message-run.js';
import { type MakePiece, PieceCompiler } from './pieces.js';

type Block = CompositionTable['blocks'][number];
type MakeLines = (run: MessageRun) => Made[];

/** What a block is written for, one at a time. */
interface Subject {
  node: Node;
  author: Node | undefined;
}

const newestFirst = (segments: Segment[]): Segment[] => [...segments].sort((a, b) => b.time - a.time);
const referred = (references: Node[]): Subject[] => references.map((node) => ({ node, author: undefined }));

/** What a block is written for. */
const each: Readonly<Record<Exclude<EachOf, 'sender'>, (run: MessageRun) => readonly Subject[]>> = {
  newest: ({ newest }) => newest,
  earlier: ({ message }) =>
    newestFirst(message.segments.filter(({ kind, isNew }) => kind === 'text' && !isNew)),
  recipient: ({ message }) => referred(message.communication.all('recipient')),
  absent: ({ message }) => newestFirst(message.segments.filter(({ kind }) => kind === 'absent')),
  carried: ({ items }) => newestFirst(items.map(({ segment }) => segment).filter(({ isNew }) => !isNew)),
  links({ message, items }) {
    const carried = new Set(items.map(({ segment }) => segment));
    return message.segments.filter((one) => one.kind === 'url' && !carried.has(one));
  },
};

class Composer {
  private readonly pieces: PieceCompiler;
  private readonly author: MakeLines;
  private readonly sender: (run: MessageRun) => Subject[];

  constructor(
    private readonly rule: Rule,
    table: CompositionTable,
    message: MessageTable,
    private readonly context: Context,
  ) {
    this.pieces = new PieceCompiler(rule, message, context);
    this.author = this.lines(table.author, rule);
    const sender = context.source('Communication.ext(sender)', rule.placed);
    this.sender = (run) => referred(sender.all(run) as Node[]);
  }

  private lines(lines: Block['lines'], rule: Rule): MakeLines {
    const makers: MakePiece[] = lines.map((line) => this.pieces.line(line, rule));
    return (run) => makers.flatMap((make) => make(run) ?? []);
  }

  /** Writes a block: its lines for each of what it is for, joined with line feeds. */
  block(block: Block): (run: MessageRun) => Made[] {
    const rule = this.context.rule(block.row, this.rule.placed);
    const lines = this.lines(block.lines, {
      ...this.rule,
      get id() {
        return rule().id;
      },
    });
    const { each: of } = block;
    if (of === undefined) return lines;
    const subjects = of === 'sender' ? this.sender : each[of];
    const author = block.author === true ? this.author : undefined;
    return (run) => {
      const written: Made[] = [];
      const all: Array<Record<'own' | 'author', readonly Made[]>> = [];
      for (const subject of subjects(run)) {
        run.inHand = subject.node;
        run.author = subject.author;
        const one = { own: lines(run), author: author?.(run) ?? [] };
        if (!run.hasRoom(one.own) || !run.hasRoom(one.author)) break;
        all.push(one);
      }
      run.inHand = undefined;
      run.author = undefined;
      for (const [i, { own, author }] of all.entries()) {
        if (block.apart === true && written.length > 0 && own.length > 0) written.push(this.emptyLine());
        for (const line of own) written.push(line);
        // Several texts of one author are signed once.
        const next = all[i + 1]?.author;
        if (block.apart === true || next === undefined || !beginsWith(next, author)) written.push(...author);
      }
      return written;
    };
  }

  emptyLine(): Made {
    return Made.by(this.rule, 'compose', '');
  }
}

/** True if lines begin with others; the last text of an author may be signed with more. */
const beginsWith = (lines: readonly Made[], others: readonly Made[]): boolean =>
  others.every(({ value }, i) => lines[i]?.value === value);

/** Lines one after another. A line feed at the end of a text is the end of its last line if anything follows. */
const textOf = (lines: readonly Made[]): string =>
  lines
    .map(({ value }, i) => (i < lines.length - 1 ? String(value).replace(/\n$/, '') : String(value)))
    .join('\n');

/**
 * The text of a letter, put together from blocks. Rules: conversion rules 9; rulings D11, D34.
 *
 * @param table text.yaml
 * @param message message.yaml
 */
export const compose = (
  rule: Rule,
  table: CompositionTable,
  message: MessageTable,
  context: Context,
): Maker => {
  const composer = new Composer(rule, table, message, context);
  const blocks = table.blocks.map((block) => ({ block, write: composer.block(block) }));
  return (run) => {
    const lines: Made[] = [];
    const written = new Set<string>();
    for (const { block, write } of blocks) {
      const own = write(messageRun(run));
      if (own.length === 0) continue;
      const follows = block.follows?.some((id) => written.has(id)) ?? false;
      if (lines.length > 0 && !follows) lines.push(composer.emptyLine());
      // A loop, as a call takes only so many arguments.
      for (const line of own) lines.push(line);
      written.add(block.id);
    }
    return lines.length === 0 ? undefined : Made.of(rule, 'compose', textOf(lines), lines);
  };
};
