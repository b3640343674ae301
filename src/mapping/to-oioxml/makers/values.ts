import { phrase } from '../../../diagnostics/phrase.js';
import { base64Content } from '../../../formats/base64.js';
import { copenhagenLocal } from '../../copenhagen.js';
import { derivedUuid } from '../../ids.js';
import { Made } from '../../made.js';
import { hyphenated, uuidDigits } from '../../makers/uuid.js';
import type { Row } from '../../notation.js';
import type { Maker, Rule } from '../../rule.js';
import { messageRun } from '../message-run.js';

/** An instant as Danish local time, its date and its time. Rules: conversion rules 13. */
export const danishTime = (rule: Rule): Maker => {
  const { source } = rule;
  return (run) => {
    const origin = source?.one(run);
    if (origin === undefined) return undefined;
    const local = copenhagenLocal(origin.text.trim());
    if (local !== undefined) return Made.from(rule, 'danish-time', local, origin);
    run.tell(origin, 'FHIR022', {}, { rule: rule.id });
    return undefined;
  };
};

/** All values found, with a separator between. Blank ones and placeholders count as none. */
export const list = (rule: Rule, { separator, except = [] }: Extract<Row, { how: 'list' }>): Maker => {
  const { source } = rule;
  return (run) => {
    const all = (source?.all(run) ?? []).filter(
      ({ text }) => text.trim() !== '' && !except.includes(text.trim()),
    );
    if (all.length === 0) return undefined;
    return Made.from(rule, 'list', all.map(({ text }) => text.trim()).join(separator), all);
  };
};

/**
 * The digits of a UUID, and the same with hyphens. A value that is none is written as it is, or a UUID is derived from
 * it; an attachment without an id, or with that of another, gets one of its own. Rules: rulings D6, D7.
 */
export const uuidColumns = (rule: Rule, row: Extract<Row, { how: 'uuid-digits' }>): Maker => {
  const { source } = rule;
  const columns = (digits: string): Record<string, string> => ({ digits, hyphens: hyphenated(digits) });
  return (run) => {
    const origin = source?.one(run);
    const text = origin?.text.trim() ?? '';
    const { item } = run;
    if (item !== undefined && (text === '' || item.repeated)) {
      const { header } = messageRun(run).message;
      if (item.repeated && origin !== undefined) run.tell(origin, 'MAP045', {}, { rule: rule.id });
      const made = derivedUuid(`${header.value('id') ?? ''} object ${item.number}`);
      return Made.by(
        { id: rule.id, reason: 'an id of its own was made' },
        'generate',
        columns(made.replaceAll('-', '')),
        origin,
      );
    }
    if (origin === undefined || text === '') return undefined;
    const digits = uuidDigits(text);
    if (digits !== undefined) return Made.from(rule, 'uuid-digits', columns(digits), origin);
    const derive = row.otherwise === 'derive';
    const what = derive ? 'uuid-derived' : 'uuid-taken';
    run.tell(origin, 'MAP014', { what: phrase(what) }, { rule: rule.id });
    const plain = text.replace(/^urn:uuid:/i, '');
    const value = derive
      ? columns(derivedUuid(plain.toLowerCase()).replaceAll('-', ''))
      : { digits: plain, hyphens: plain };
    return Made.from(rule, 'uuid-digits', value, origin);
  };
};

/** Number of bytes that the content of an attachment decodes to. Rules: ruling D29. */
export const size = (rule: Rule): Maker => {
  const { source } = rule;
  return (run) => {
    const origin = source?.one(run);
    return origin && Made.by(rule, 'size', String(base64Content(origin).size), origin);
  };
};
