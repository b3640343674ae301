import { type Diagnostic, DiagnosticError, diagnostic, type Place } from '../../diagnostics/diagnostic.js';
import { defaultLimits, type Limits } from '../../limits.js';
import { Source } from '../source.js';
import type { Element } from '../xml/element.js';
import { OBJECTS } from '../xml/objects.js';
import { type Document, ParseError, parse } from '../xml/parse.js';
import { Checker } from './check.js';
import { type Known, readElements } from './elements.js';
import { NAMESPACE, type VansEnvelope } from './model.js';

/** What was read of an envelope. */
export interface VansRead {
  /** Undefined if anything is wrong with it. */
  envelope: VansEnvelope | undefined;
  /** What could be read, also of an envelope that is broken or cut off: a receipt that refuses it quotes that. */
  known: Known;
  /** What is wrong with it, with lines and columns of the envelope. */
  diagnostics: Diagnostic[];
  /** Where an element stands, by its path below the root; where it is not there, what would hold it. */
  place(path: string): Place;
}

const MARK = Buffer.from(`${OBJECTS.VAN}>`);

/** What there is up to the document of an envelope that could not be parsed to its end; undefined if that is nothing. */
const parsedUpToData = (bytes: Buffer, limits: Limits): Element | undefined => {
  const at = bytes.indexOf(MARK);
  try {
    return parse(at < 0 ? bytes : bytes.subarray(0, at + MARK.length), '', 'VAN', limits).root;
  } catch (error) {
    return error instanceof ParseError ? error.root : undefined;
  }
};

/** What is known of an envelope that could not be parsed to its end: what is whole because something follows it. */
const salvage = (bytes: Uint8Array, limits: Limits): Known => {
  const root = parsedUpToData(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits);
  if (root?.name !== 'VANSEnvelope' || root.uri !== NAMESPACE) return {};
  const last = root.children().at(-1);
  const within = last?.name === 'Message' && last.children().length > 1 ? last : root;
  const open = within.children().at(-1);
  if (open !== undefined) within.parts?.splice(within.parts.indexOf(open));
  return readElements(new Checker(new Source('', '', [])), root).known;
};

/** Tells of a root that is no envelope that is read. */
const otherRoot = ({ root, source }: Document): Diagnostic | undefined => {
  if (root.name === 'VANSEnvelope' && root.uri === NAMESPACE) return undefined;
  const code = root.name !== 'VANSEnvelope' ? 'VAN010' : root.uri === '' ? 'VAN011' : 'VAN012';
  const params = { root: root.name, namespace: root.uri, supported: NAMESPACE };
  return diagnostic(code, source.of(root), params);
};

/** Where an element stands, by its path. */
const placeIn =
  ({ root, source }: Document): VansRead['place'] =>
  (path) => {
    let element = root;
    for (const name of path.split('/')) {
      const child = element.children().find((one) => one.name === name);
      if (child === undefined) break;
      element = child;
    }
    return source.of(element);
  };

/** SizeInBytes is not what there is. Its definition is uncertain, so the document is read all the same. */
const otherSize = (envelope: VansEnvelope | undefined, place: VansRead['place']): Diagnostic[] => {
  if (envelope?.content.kind !== 'message') return [];
  const { meta, data } = envelope.content;
  const told = meta.document.size;
  if (told === data.length) return [];
  return [
    diagnostic('VAN050', place('Message/MetaInformation/Document/SizeInBytes'), { told, size: data.length }),
  ];
};

/**
 * Reads a VANSEnvelope: checks order, cardinality, lengths, codes and values, and decodes the document. Never throws
 * for bad input. Rules: conversion rules 17.
 *
 * @param bytes the envelope
 * @param file its name, for diagnostics
 * @param limits what it may ask for
 */
export const readVansEnvelope = (
  bytes: Uint8Array,
  file: string,
  limits: Limits = defaultLimits,
): VansRead => {
  const nothing = (told: Diagnostic, known: Known): VansRead => ({
    envelope: undefined,
    known,
    diagnostics: [told],
    place: () => told.place,
  });
  let document: Document;
  try {
    document = parse(bytes, file, 'VAN', limits);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return nothing(error.diagnostic, salvage(bytes, limits));
  }
  const other = otherRoot(document);
  if (other !== undefined) return nothing(other, {});
  const checker = new Checker(document.source);
  const { known, envelope } = readElements(checker, document.root);
  // What tells places is kept as long as what was read; the envelope's own bytes need not be.
  document.source.release();
  const place = placeIn(document);
  const diagnostics = [...document.diagnostics, ...checker.diagnostics, ...otherSize(envelope, place)];
  return { envelope, known, diagnostics, place };
};
