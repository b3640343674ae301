import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.js';
import { detect } from '../formats/detect.js';
import type { MetaInformation } from '../formats/envelope/model.js';
import { readVansEnvelope, type VansRead } from '../formats/envelope/read.js';
import type { Limits } from '../limits.js';
import type { EnvelopeTable } from '../mapping/envelope.js';
import { documentKinds } from './document-kinds.js';
import { contradictions, messageOf } from './envelope.js';
import type { Read } from './read.js';

/** What a place in a document says that was taken out of an envelope. */
const INSIDE = 'VANSEnvelope';

const placedInside = (one: Diagnostic): Diagnostic => ({ ...one, place: { ...one.place, inside: INSIDE } });

/** Lines and columns of what was read are those of the document, not of the envelope; they say so. */
const markInside = (read: Read): void => {
  const { letters, message, acknowledgement } = read;
  read.diagnostics = read.diagnostics.map(placedInside);
  for (const letter of letters) {
    letter.diagnostics = letter.diagnostics.map(placedInside);
    letter.source.inside = INSIDE;
  }
  for (const one of [message, acknowledgement]) {
    if (one === undefined) continue;
    one.diagnostics = one.diagnostics.map(placedInside);
    if (one.message !== undefined) one.message.source.inside = INSIDE;
  }
};

/** Where the envelope says another thing than its message is; of several messages, the one that it names. */
const disagreements = (
  table: EnvelopeTable,
  meta: MetaInformation,
  read: Read,
  place: VansRead['place'],
): Diagnostic[] => {
  const kinds = documentKinds(read);
  const named = messageOf(table, meta)?.message;
  const found = kinds.find(({ message }) => message === named) ?? kinds[0];
  if (found === undefined) return [];
  const { elements, unreliable } = contradictions(table, meta, found);
  const params = { found: found.message };
  return [
    ...elements.map((path) =>
      diagnostic('VAN051', place(path), { ...params, element: path.slice(path.lastIndexOf('/') + 1) }),
    ),
    ...(unreliable ? [diagnostic('VAN052', place('Message/MetaInformation/Transport/Type'), params)] : []),
  ];
};

/**
 * Reads the document in a VANSEnvelope. The content decides what it is; where the envelope says another thing, this is
 * told. Rules: conversion rules 17, 17.1.
 *
 * @param readDocument reads the document as one that comes without an envelope
 * @returns what was read of the document, with the envelope; or why there is none
 */
export const readEnveloped = (
  bytes: Uint8Array,
  name: string,
  table: EnvelopeTable,
  limits: Limits,
  readDocument: (document: Uint8Array) => Read,
): Read => {
  const vans = readVansEnvelope(bytes, name, limits);
  const { envelope, diagnostics, place } = vans;
  const refuse = (...told: Diagnostic[]): Read => ({
    name,
    format: 'vans-envelope',
    letters: [],
    message: undefined,
    acknowledgement: undefined,
    diagnostics: [...diagnostics, ...told],
    vans,
  });
  if (envelope === undefined) return refuse();
  const { content } = envelope;
  if (content.kind !== 'message') {
    const params = { kind: content.kind, identifier: content.originalEnvelope };
    return refuse(diagnostic('VAN054', place('Receipt'), params));
  }
  if (detect(content.data) === 'vans-envelope') {
    const within: Place = { file: name, line: 1, column: 1, inside: INSIDE };
    return refuse(diagnostic('VAN053', within));
  }
  const read = readDocument(content.data);
  markInside(read);
  read.diagnostics.unshift(...diagnostics, ...disagreements(table, content.meta, read, place));
  return { ...read, vans };
};
