import { wordsOf } from '../diagnostics/diagnostic.js';
import { type Phrase, phrase } from '../diagnostics/phrase.js';
import type { Organisation } from '../directory/index.js';
import type { Settings } from './settings.js';
import type { Step } from './step.js';

const escaped = (text: string): string => text.replace(/[.*+?^$|\\()[\]{}]/g, '\\$&');

/** Whether registered message types say that a receiver takes a message. Rules: conversion rules 16.2. */
export const takes = ({ abilities }: Settings, types: readonly string[], message: string): boolean =>
  (abilities[message] ?? []).some((name) => {
    const pattern = new RegExp(`^${escaped(name)}(?![a-z])(?:[^a-z0-9].*|$)`, 'i');
    return types.some((type) => pattern.test(type));
  });

const placeOf = ({ file, line }: Organisation): string => `${file ?? 'directory'}:${line}`;

/** A location number as it may be told; what somebody has written in its place may say anything. */
export const toldGln = (gln: string): string | Phrase =>
  /^\d{13}$/.test(gln) ? gln : phrase('no-location-number');

/** What the receiver of a message can take, or that nobody knows it. */
export type Way = 'pass' | 'convert' | 'unknown';

/**
 * Decides whether a message is converted, by what its receiver is registered for on that day; the look-up is noted.
 * Rules: R1; conversion rules 3.1, 16.3.
 *
 * @param kind of the message, as settings name it; one that they do not name is passed on
 */
export const route = (step: Step, kind: string, receiver: string): { way: Way; types: readonly string[] } => {
  const { settings, directory } = step.kit;
  const day = step.instant.slice(0, 10);
  const organisation = directory.byGln(receiver, day);
  const types = organisation?.types ?? [];
  const found = organisation !== undefined;
  step.lookUps.push({
    gln: wordsOf(toldGln(receiver), 'en'),
    day,
    found,
    ...(found ? { source: placeOf(organisation) } : {}),
    types,
  });
  const routing = settings.routing[kind];
  if (routing === undefined) return { way: 'pass', types };
  if (organisation === undefined) return { way: 'unknown', types };
  const some = (messages: readonly string[]): boolean =>
    messages.some((message) => takes(settings, types, message));
  const own = some(routing.takes);
  const other = some(routing.to);
  const line = own && other ? routing.both : own ? routing.itself : other ? routing.other : routing.neither;
  if (line.tell !== undefined) step.tell(line.tell as 'REL020');
  return { way: line.action, types };
};
