import type { Words } from '../../diagnostics/language.js';

/** The words of reports on what was checked. `{n}`, `{ok}` ... are filled in. */
export const words: Words<
  | 'ok'
  | 'failed'
  | 'findings'
  | 'finding'
  | 'same'
  | 'more'
  | 'inScenarios'
  | 'inFiles'
  | 'scenario'
  | 'scenarios'
  | 'file'
  | 'files'
  | 'sum'
> = {
  en: {
    ok: 'ok',
    failed: 'failed',
    finding: '1 finding',
    findings: '{n} findings',
    same: 'the same in {names}',
    more: 'and {n} more',
    inScenarios: 'in {n} scenarios',
    inFiles: 'in {n} files',
    scenario: '1 scenario',
    scenarios: '{n} scenarios',
    file: '1 file',
    files: '{n} files',
    sum: '{things}: {ok} ok, {failed} failed',
  },
  da: {
    ok: 'ok',
    failed: 'fejlet',
    finding: '1 fund',
    findings: '{n} fund',
    same: 'det samme i {names}',
    more: 'og {n} til',
    inScenarios: 'i {n} scenarier',
    inFiles: 'i {n} filer',
    scenario: '1 scenarie',
    scenarios: '{n} scenarier',
    file: '1 fil',
    files: '{n} filer',
    sum: '{things}: {ok} ok, {failed} fejlet',
  },
};
