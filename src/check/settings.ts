import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { phrase } from '../diagnostics/phrase.js';
import type { Settings } from '../exchange/settings.js';
import type { Tables } from '../mapping/tables.js';
import type { LocateIn } from './sources.js';

const FILE = 'exchange.yaml';

/** Words of exchange.yaml that the other tables must know (TAB009). */
export const settingFaults = (
  settings: Settings,
  { codeLists, envelope }: Tables,
  locate: LocateIn,
): Diagnostic[] => {
  const codes = [...(codeLists.get('refuse-codes')?.keys('') ?? new Map<string, string>()).keys()];
  const activities = (codeLists.get('activities')?.table.codes ?? []).flatMap(({ fhir }) => fhir ?? []);
  const messages = envelope.documents.map(({ message }) => message);
  const unknown = (path: string, words: readonly string[], allowed: readonly string[]): Diagnostic[] =>
    words
      .filter((word) => !allowed.includes(word))
      .map((code) =>
        diagnostic('TAB009', locate(FILE, path.split('.')), {
          what: phrase('setting'),
          path,
          code,
          allowed: allowed.join(', '),
        }),
      );
  const { refusals, answers, routing, abilities } = settings;
  return [
    ...Object.entries(refusals).flatMap(([name, { code }]) =>
      unknown(`refusals.${name}.code`, [code], codes),
    ),
    ...unknown('answers.activity', [answers.activity], activities),
    ...unknown('abilities', Object.keys(abilities), messages),
    ...unknown('routing', Object.keys(routing), messages),
    ...Object.entries(routing).flatMap(([name, { takes, to }]) => [
      ...unknown(`routing.${name}.takes`, takes, messages),
      ...unknown(`routing.${name}.to`, to, messages),
    ]),
  ];
};
