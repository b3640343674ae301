import { isDate } from '../formats/oioxml/values.js';
import { once } from '../formats/once.js';

/** A time as FHIR wants it, and what there is to tell about it. */
export interface Instant {
  text: string;
  /** The hour occurs twice (autumn), or not at all (spring). */
  oddity: 'twice' | 'never' | undefined;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MAX_DAYS = 1000;
/** The years that a letter can tell. */
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59);

/** Made when it is first needed: loading the calendars of the world takes a while. */
const format = once(
  () =>
    new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Europe/Copenhagen',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }),
);

/** Offset of Danish time from UTC at an instant, in milliseconds. */
const offsetAt = (utc: number): number => {
  const parts = Object.fromEntries(
    format()
      .formatToParts(utc)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute, second, 0);
  return local.getTime() - Math.floor(utc / 1000) * 1000;
};

const two = (n: number): string => String(n).padStart(2, '0');

const write = (local: number, offset: number): string => {
  const minutes = Math.round(offset / MINUTE);
  const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${new Date(local).toISOString().slice(0, 19)}${zone}`;
};

/** Offset of days on which it does not change, the only thing that takes time to find out. */
const steadyDays = new Map<string, string>();

const slowly = (local: number): Instant => {
  // The offsets in force shortly before and after tell all; the larger one is that of summer time, which comes first.
  const offsets = [offsetAt(local - DAY), offsetAt(local + DAY)].sort((a, b) => b - a);
  const fitting = [...new Set(offsets)].filter((offset) => offsetAt(local - offset) === offset);
  const [first, second] = fitting;
  if (first !== undefined) {
    return { text: write(local, first), oddity: second === undefined ? undefined : 'twice' };
  }
  const [summer = HOUR, winter = HOUR] = offsets;
  return { text: write(local + (summer - winter), summer), oddity: 'never' };
};

/**
 * Danish local time with its offset. Rules: conversion rules 13.
 *
 * @param date `yyyy-mm-dd`, a day of the calendar
 * @param time `hh:mm`
 * @returns `yyyy-mm-ddThh:mm:00±hh:mm`; an hour that occurs twice is the first, one that does not exist is moved an
 * hour forward
 */
export const copenhagenInstant = (date: string, time: string): Instant => {
  const zone = steadyDays.get(date);
  if (zone !== undefined) return { text: `${date}T${time}:00${zone}`, oddity: undefined };
  const midnight = new Date(`${date}T00:00:00Z`).getTime();
  const offsets = [offsetAt(midnight - HOUR * 3), offsetAt(midnight + DAY + HOUR * 3)];
  if (offsets[0] === offsets[1]) {
    const text = write(midnight, offsets[0] as number).slice(19);
    if (steadyDays.size >= MAX_DAYS) steadyDays.clear();
    steadyDays.set(date, text);
    return { text: `${date}T${time}:00${text}`, oddity: undefined };
  }
  return slowly(new Date(`${date}T${time}:00Z`).getTime());
};

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Offset of the days, by UTC, on which it does not change. */
const steadyUtcDays = new Map<number, number>();

const offsetOn = (utc: number): number => {
  const day = Math.floor(utc / DAY);
  const known = steadyUtcDays.get(day);
  if (known !== undefined) return known;
  const offset = offsetAt(utc);
  if (offsetAt(day * DAY) === offsetAt((day + 1) * DAY)) {
    if (steadyUtcDays.size >= MAX_DAYS) steadyUtcDays.clear();
    steadyUtcDays.set(day, offset);
  }
  return offset;
};

/** A message tells the same few times again and again. */
const remembered = <T>(find: (instant: string) => T | undefined): ((instant: string) => T | undefined) => {
  const known = new Map<string, T>();
  return (instant) => {
    const before = known.get(instant);
    if (before !== undefined) return before;
    const found = find(instant);
    if (known.size >= MAX_DAYS) known.clear();
    if (found !== undefined) known.set(instant, found);
    return found;
  };
};

/** An instant as milliseconds since 1970; undefined for one that has no offset or is not in the calendar. */
export const instantMs = remembered((instant) => {
  const parts = INSTANT.exec(instant);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0] = parts.slice(1, 4).map(Number);
  const utc = Date.parse(instant);
  return Number.isNaN(utc) || !isDate(year, month, day) ? undefined : utc;
});

/** Danish local time: `yyyy-mm-dd` and `hh:mm`. */
type Local = Readonly<{ date: string; time: string }>;

/**
 * Danish local time of an instant, whatever its offset; seconds are cut off. Rules: conversion rules 13.
 *
 * @param instant `yyyy-mm-ddThh:mm:ss±hh:mm` or with `Z`, with or without fractions of a second
 * @returns `yyyy-mm-dd` and `hh:mm`; undefined for anything else
 */
export const copenhagenLocal = remembered((instant): Local | undefined => {
  const utc = instantMs(instant);
  if (utc === undefined) return undefined;
  const local = utc + offsetOn(utc);
  if (local < EARLIEST || local > LATEST) return undefined;
  const text = new Date(local).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
});

/** An instant as Danish time with its offset: `yyyy-mm-ddThh:mm:ss±hh:mm`; fractions of a second are cut off. */
export const copenhagenTime = (utc: number): string => {
  const offset = offsetOn(utc);
  return write(utc + offset, offset);
};
