import type { Traced } from '../conversion/conversion.js';
import type { Converter } from '../conversion/convert.js';
import { kindOf } from '../conversion/kind.js';
import { envelopesOf, type Input } from '../conversion/read.js';
import { type Diagnostic, hasError } from '../diagnostics/diagnostic.js';
import type { Original, Refusal } from '../mapping/receipts/original.js';

/** Messages that belong together, and what is known of the message that they answer. */
export interface Scenario {
  name: string;
  inputs: readonly Input[];
  /** The message that receipts answer, as a store remembers it. */
  original?: Original | undefined;
  /** Our own refusal of that message. */
  refusal?: Refusal | undefined;
}

/** What one message exercised. */
export interface Exercised {
  /** What it was read from; of our own refusal, the scenario. */
  file: string;
  rows: ReadonlySet<string>;
  /** The errors of its conversions: those count for nothing. */
  errors: Diagnostic[];
}

/** What matters of any conversion. */
type Outcome = Pick<Traced, 'trace' | 'diagnostics'>;

/** Letters are converted as `explain` does: whatever can be converted at all. */
const OPTIONS = { incomplete: true, sorMissing: 'warn', trace: true } as const;

const sum = (file: string, outcomes: readonly Outcome[], told: readonly Diagnostic[] = []): Exercised => {
  const rows = new Set<string>();
  const errors = told.filter((one) => hasError([one]));
  for (const { trace, diagnostics } of outcomes) {
    errors.push(...diagnostics.filter((one) => hasError([one])));
    if (hasError(diagnostics) || trace === undefined) continue;
    for (const row of trace.rows) rows.add(row);
    // A row that did nothing but tell of something did that.
    for (const { rule } of diagnostics) if (rule !== undefined) rows.add(rule);
  }
  return { file, rows, errors };
};

/** Our own refusals: of a CareCommunication if they have issues, else of each letter. Rules: conversion rules 8.6. */
const refusals = (name: string, original: Original, refusal: Refusal, converter: Converter): Outcome[] =>
  refusal.issues === undefined
    ? original.letters.map((letter) => converter.refuseLetter(name, letter, original, refusal, OPTIONS))
    : [converter.refuseMessage(original, refusal, OPTIONS)];

/**
 * Converts each message of a scenario to every format that it can become.
 *
 * @returns for each message the rows that had a part in that
 */
export const exercise = (scenario: Scenario, converter: Converter): Exercised[] => {
  const { name, inputs, original, refusal } = scenario;
  const reads = inputs.map((input) => converter.read(input));
  const letters = reads.flatMap((read) => read.letters);
  const binaries = letters.filter((letter) => kindOf(letter) === 'binary');
  const receipts = letters.filter((letter) => kindOf(letter) === 'receipt');
  const exercised = reads.map((read): Exercised => {
    const outcomes: Outcome[] = read.letters
      .filter((letter) => kindOf(letter) === 'correspondence')
      .map((letter) => converter.convert(letter, binaries, OPTIONS));
    for (const envelope of envelopesOf(read.letters))
      outcomes.push(...converter.convertEnvelope(envelope, OPTIONS).letters);
    const { message, acknowledgement } = read;
    for (const legacy of ['oioxml', 'edifact'] as const) {
      const options = { ...OPTIONS, legacy };
      if (acknowledgement === undefined && message !== undefined)
        outcomes.push(converter.convertMessage(read.name, message, options));
      if (acknowledgement !== undefined && original !== undefined)
        outcomes.push(converter.receipts(read.name, acknowledgement, original, options));
    }
    return sum(read.name, outcomes, read.diagnostics);
  });
  // Receipts for one message are converted together.
  if (receipts.length > 0 && original !== undefined)
    exercised.push(sum(name, [converter.acknowledge(receipts, original, OPTIONS)]));
  if (refusal !== undefined && original !== undefined)
    exercised.push(sum(name, refusals(name, original, refusal, converter)));
  return exercised;
};
