import { defaultService, type Service } from './segment.js';

/** Length of a UNA, with its tag. */
export const UNA = 9;
/** What stands in front of nearly every interchange. */
const USUAL = "UNA:+.? '";

/** The service characters that follow UNA; undefined if they are none. */
export const serviceOf = (una: string): Service | undefined => {
  if (una === USUAL) return defaultService;
  const [, , , component, element, , release, , terminator] = una;
  if (component === undefined || element === undefined || release === undefined || terminator === undefined)
    return undefined;
  const distinct = new Set([component, element, release, terminator]).size === 4;
  if (!distinct || /[A-Za-z0-9]/.test(component + element + terminator)) return undefined;
  return { component, element, release: release === ' ' ? undefined : release, terminator };
};

/** True of the characters that MedCom's messages use. */
export const isUsual = ({ component, element, release, terminator }: Service): boolean =>
  component === defaultService.component &&
  element === defaultService.element &&
  release === defaultService.release &&
  terminator === defaultService.terminator;
