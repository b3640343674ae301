import type { Origin } from '../../formats/origin.js';
import { cutLine, readPlainPiece } from '../edifact/text-pieces.js';
import { Made } from '../made.js';
import type { RefuseTextTable } from '../notation.js';
import type { Context, Maker, Rule } from '../rule.js';
import type { Run } from '../run.js';

/** As much of lines as goes into so many components, as they are cut in EDIFACT. */
const cutTo = (lines: readonly string[], most: number): string[] => {
  const kept: string[] = [];
  let room = most;
  for (const line of lines) {
    if (room === 0) break;
    const pieces = cutLine(line);
    if (pieces.length <= room) kept.push(line);
    else {
      const part = pieces.slice(0, room).map((piece) => readPlainPiece(piece).text);
      kept.push(part.join('').trimEnd());
    }
    room -= Math.min(room, pieces.length);
  }
  return kept;
};

/**
 * The text of a refusal: one line for each issue, then the supplement that belongs to the reason why the message was not
 * converted whole. What is too long is cut from the receiver's own text, never from the supplement. Of our own refusal: its
 * text. Rules: conversion rules 8.4, 8.5.
 */
export const refuseText = (rule: Rule, table: RefuseTextTable, context: Context): Maker => {
  const { components, supplement } = table;
  const code = context.source(table.code.from, rule.placed);
  const texts = table.texts.map((path) => context.source(path, rule.placed));

  /** The values of a line, in order, the code first. */
  const lineOf = (run: Run): { text: string; origins: Origin[] } => {
    const coding = code.one(run);
    const found = texts.map((source) => source.one(run)).find((origin) => origin !== undefined);
    const before = coding === undefined ? '' : coding.text.trim() + table.code.after;
    return {
      text: before + (found?.text.trim() ?? ''),
      origins: [coding, found].filter((origin) => origin !== undefined),
    };
  };

  const own = (run: Run): Made | undefined => {
    const text = run.known('refusal.text');
    if (text === undefined) return undefined;
    return Made.by(rule, 'known', cutTo(text.split('\n'), components).join('\n'));
  };

  const ofMessage = (run: Run): Made | undefined => {
    const issues: Array<{ text: string; origins: Origin[] }> = [];
    for (const item of run.items) {
      run.item = item;
      issues.push(lineOf(run));
    }
    run.item = undefined;
    const lines = issues.flatMap(({ text }) => text.split('\n'));
    const added = table.reasons.includes(run.known('reason') ?? '') ? [supplement] : [];
    const room = components - added.flatMap(cutLine).length;
    const kept = cutTo(lines, room);
    const origins = issues.flatMap((issue) => issue.origins);
    if (kept.join('\n') !== lines.join('\n')) {
      const [first = run.top] = origins;
      run.tell(first, 'REC003', {}, { rule: rule.id });
      for (const origin of origins)
        run.ledger.lostPart(origin, rule.id, 'cut: the text is too long for a receipt');
    }
    const text = [...kept, ...added].join('\n');
    return text === '' ? undefined : Made.from(rule, 'refuse-text', text, origins);
  };

  return (run) => own(run) ?? ofMessage(run);
};
