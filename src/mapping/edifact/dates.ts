/** From this year on, two digits are those of the last century. Rules: legacy formats 7.5. */
const WINDOW = 70;
/** A date of the message tells the century if it can be right: systems write 1900 or 1970 where they have none. */
const FIRST_YEAR = 1900 + WINDOW;
const LAST_YEAR = 2099;
const NEAR = 10 * 366 * 24 * 60 * 60 * 1000;

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
 * Reads YYMMDD. The century is the one that brings it near another date of the message; if none does, that of a window.
 * Rules: legacy formats 7.5.
 */
export const readShortDate = (text: string, near: string | undefined): string | undefined => {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(text.trim());
  if (match === null) return undefined;
  const [, year = '', month, day] = match;
  const inCentury = (century: number): string => `${century}${year}-${month}-${day}`;
  const byWindow = inCentury(Number(year) >= WINDOW ? 19 : 20);
  const other = Number(near?.slice(0, 4));
  if (near === undefined || other < FIRST_YEAR || other > LAST_YEAR) return byWindow;
  const isNear = (date: string): boolean => Math.abs(days(date) - days(near)) < NEAR;
  return isNear(byWindow) ? byWindow : ([19, 20, 21].map(inCentury).find(isNear) ?? byWindow);
};

/** Reads HHMM; undefined for anything else. */
export const readShortTime = (text: string): string | undefined => {
  const match = /^(\d\d)(\d\d)$/.exec(text.trim());
  return match === null ? undefined : `${match[1]}:${match[2]}`;
};

/** Digits of a date or time of OIOXML. */
export const digits = (text: string): string => text.replace(/[-:]/g, '');
