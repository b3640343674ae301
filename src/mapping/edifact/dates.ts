/** From this year on, two digits are those of the last century. Rules: legacy formats 7.5. */
const WINDOW = 70;

/** A date and a time of EDIFACT as OIOXML writes them, and whether something of it was lost. */
export interface DateTime {
  date: string;
  time: string;
  cut: boolean;
}

/** Reads CCYYMMDDHHMM, and CCYYMMDDHHMMSS without its seconds; undefined for anything else. Rules: legacy formats 8.2. */
export const readDateTime = (text: string): DateTime | undefined => {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}`, cut: second !== undefined };
};

const days = (date: string): number => Date.parse(`${date}T00:00Z`);

/**
 * Reads YYMMDD. The century is the one that brings it nearest to another date of the message, or that of a window.
 * Rules: legacy formats 7.5.
 */
export const readShortDate = (text: string, near: string | undefined): string | undefined => {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(text.trim());
  if (match === null) return undefined;
  const [, year = '', month, day] = match;
  const inCentury = (century: number): string => `${century}${year}-${month}-${day}`;
  const byWindow = inCentury(Number(year) >= WINDOW ? 19 : 20);
  const other = near === undefined ? Number.NaN : days(near);
  if (Number.isNaN(other)) return byWindow;
  const century = Number(near?.slice(0, 2));
  const distance = (date: string): number => Math.abs(days(date) - other);
  const candidates = [century - 1, century, century + 1].map(inCentury);
  const nearest = candidates.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  return Number.isNaN(distance(nearest)) ? byWindow : nearest;
};

/** Reads HHMM; undefined for anything else. */
export const readShortTime = (text: string): string | undefined => {
  const match = /^(\d\d)(\d\d)$/.exec(text.trim());
  return match === null ? undefined : `${match[1]}:${match[2]}`;
};

/** Digits of a date or time of OIOXML. */
export const digits = (text: string): string => text.replace(/[-:]/g, '');
