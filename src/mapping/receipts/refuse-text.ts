import type { Origin } from '../../formats/origin.js';
import { cutLine, readPlainPiece } from '../edifact/text-pieces.js';
import { Made } from '../made.js';
import type { RefuseTextTable } from '../notation.js';
import type { Context, Maker, Rule } from '../rule.js';
import type { Run } from '../run.js';
import { fitText } from '../to-oioxml/fit-text.js';
import type { WritingRun } from './writing-run.js';

const LINE_END = /\r\n?|\n/;

/** A text of which as much is kept as there is room for, in components of EDIFACT. */
class RoomyText {
  readonly lines: string[] = [];

  constructor(private room: number) {}

  /**
   * Adds lines, each in components of its own.
   *
   * @returns false if not all of it could be kept
   */
  add(lines: readonly string[]): boolean {
    for (const line of lines) {
      const pieces = cutLine(line);
      const kept = pieces.slice(0, this.room);
      this.room -= kept.length;
      if (kept.length === pieces.length) {
        this.lines.push(line);
        continue;
      }
      const text = kept.map((piece) => readPlainPiece(piece)).join('');
      if (text !== '') this.lines.push(text.trimEnd());
      return false;
    }
    return true;
  }
}

/**
 * The text of a refusal: one line for each issue, then the supplement that belongs to the reason why the message was not
 * converted whole. What is too long is cut from the receiver's own text, never from the supplement. Of our own refusal: its
 * text. Rules: conversion rules 8.4, 8.5.
 */
export const refuseText = (rule: Rule, table: RefuseTextTable, context: Context): Maker => {
  const { components, supplement } = table;
  const code = context.source(table.code.from, rule.placed);
  const texts = table.texts.map((path) => context.source(path, rule.placed));

  /** Lines as they are written: what stands for a character may be longer than it, and that counts. */
  const linesOf = (run: WritingRun, text: string, origins: readonly Origin[]): string[] => {
    const { unmappable } = run.characters;
    const fitted =
      unmappable === 'transliterate' ? fitText(run, text, { origins, parts: [] }, rule.id) : text;
    return fitted.split(LINE_END);
  };

  /** The values of an issue, in order, the code first. */
  const issueOf = (run: WritingRun): { lines: string[]; origins: Origin[] } => {
    const coding = code.one(run);
    const found = texts.map((source) => source.one(run)).find((origin) => origin !== undefined);
    const before = coding === undefined ? '' : coding.text.trim() + table.code.after;
    const origins = [coding, found].filter((origin) => origin !== undefined);
    return { lines: linesOf(run, before + (found?.text.trim() ?? ''), origins), origins };
  };

  const own = (run: WritingRun, text: string): Made => {
    const kept = new RoomyText(components);
    if (!kept.add(linesOf(run, text, []))) run.tell(run.top, 'REC003', {}, { rule: rule.id });
    return Made.by(rule, 'known', kept.lines.join('\n'));
  };

  const ofMessage = (run: WritingRun): Made | undefined => {
    const added = table.reasons.includes(run.known('reason') ?? '') ? [supplement] : [];
    const kept = new RoomyText(components - added.flatMap(cutLine).length);
    const used: Origin[] = [];
    const cut: Origin[] = [];
    for (const item of run.items) {
      run.item = item;
      const { lines, origins } = issueOf(run);
      const before = kept.lines.length;
      if (!kept.add(lines)) for (const origin of origins) cut.push(origin);
      if (kept.lines.length > before) for (const origin of origins) used.push(origin);
    }
    run.item = undefined;
    const [first] = cut;
    if (first !== undefined) run.tell(first, 'REC003', {}, { rule: rule.id });
    for (const origin of cut) run.ledger.lostPart(origin, rule.id, 'cut: the text is too long for a receipt');
    const text = [...kept.lines, ...added].join('\n');
    return text === '' ? undefined : Made.from(rule, 'refuse-text', text, used);
  };

  return (run: Run) => {
    const text = run.known('refusal.text');
    return text === undefined ? ofMessage(run as WritingRun) : own(run as WritingRun, text);
  };
};
