import type { Words } from '../diagnostics/language.js';

/** What is said of scenarios. `{n}` and `{names}` are filled in. */
export const words: Words<
  'value' | 'values' | 'nothing' | 'renamed' | 'renamedOne' | 'written' | 'removed' | 'failsNow'
> = {
  en: {
    value: '({n} value)',
    values: '({n} values)',
    nothing: '(no value)',
    renamedOne: '1 generated id has another value than expected, the same everywhere: that is no difference',
    renamed: '{n} generated ids have other values than expected, the same everywhere: that is no difference',
    written: 'written: {names}',
    removed: 'removed: {names}',
    failsNow: 'the scenario expects errors now: {names}',
  },
  da: {
    value: '({n} værdi)',
    values: '({n} værdier)',
    nothing: '(ingen værdi)',
    renamedOne: '1 genereret id har en anden værdi end forventet, den samme overalt: det er ingen forskel',
    renamed: '{n} genererede id’er har andre værdier end forventet, de samme overalt: det er ingen forskel',
    written: 'skrevet: {names}',
    removed: 'fjernet: {names}',
    failsNow: 'scenariet forventer nu fejl: {names}',
  },
};
