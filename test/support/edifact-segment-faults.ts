import type { Part } from './edifact.js';
import {
  type Change,
  type FaultClass,
  inSegments,
  isText,
  replacing,
  those,
  withElement,
} from './edifact-fault.js';
import { pick } from './random.js';

/** Segments that must be there, each group and message for itself. */
const MANDATORY = /^(BGM|DTM|S0|S11|NAD|SEQ|SPR|GIS|RFF\+(SRI|AHI|REI)|PNA|PAS|UCI)/;
const BODY = /^(?!UN)/;
/** What qualifiers tell apart; segments of one text or reference may stand in any order. */
const kindOf = (segment: string): string => /^(FTX|[A-Z0-9]{3}(\+[A-Z0-9]+)?)/.exec(segment)?.[0] ?? '';

const ends = /^(UN[BHTZOP]|S\d\d|UC[IM])/;

/** Two segments of one group that follow each other and are not of one kind. */
const exchanged: Change = (parts, next) => {
  const pairs = parts.flatMap((part, i) => {
    const other = parts[i + 1];
    if (!isText(part) || other === undefined || !isText(other) || ends.test(part) || ends.test(other))
      return [];
    return kindOf(part) === kindOf(other) ? [] : [i];
  });
  if (pairs.length === 0) return undefined;
  const at = pick(pairs, next);
  return parts.toSpliced(at, 2, parts[at + 1] as Part, parts[at] as Part);
};

/** The group of the sender behind that of the receiver, or of the letter behind that of the patient. */
const groupsExchanged: Change = (parts, next) => {
  const starts = those(parts, /^S(01|02|07)/);
  if (starts.length < 4) return undefined;
  const i = pick([0, 1, 2], next);
  const [from, middle] = [starts[i] as number, starts[i + 1] as number];
  const to = starts[i + 2] ?? those(parts, /^S11/)[0];
  if (to === undefined) return undefined;
  return [
    ...parts.slice(0, from),
    ...parts.slice(middle, to),
    ...parts.slice(from, middle),
    ...parts.slice(to),
  ];
};

/** What is the same in every message, with the element and component it stands in. */
const CONSTANTS: ReadonlyArray<[pattern: RegExp, element: number, component: number]> = [
  [/^UNB/, 1, 1],
  [/^UNB/, 1, 2],
  [/^UNB/, 2, 2],
  [/^UNB/, 3, 2],
  [/^UNH/, 2, 2],
  [/^UNH/, 2, 3],
  [/^UNH/, 2, 4],
  [/^UNH/, 3, 1],
  [/^BGM/, 1, 1],
  [/^BGM/, 3, 1],
  [/^BGM/, 4, 1],
  [/^DTM/, 1, 3],
  [/^NAD/, 2, 3],
  [/^NAD/, 4, 6],
  [/^ADR/, 2, 1],
  [/^CON/, 2, 2],
  [/^SEQ/, 2, 1],
  [/^SPR/, 2, 2],
  [/^SPR/, 2, 3],
  [/^SPR/, 3, 1],
  [/^SPR/, 3, 2],
  [/^SPR/, 3, 3],
  [/^S(?!14)\d\d/, 1, 1],
  [/^RFF\+(NO|HI)/, 1, 2],
  [/^RFF\+AHI/, 1, 2],
  [/^PNA/, 5, 1],
  [/^UCI/, 2, 2],
  [/^UCI/, 3, 2],
  [/^UCI/, 4, 1],
  [/^UCM/, 2, 2],
  [/^UCM/, 2, 3],
  [/^UCM/, 2, 4],
  [/^UCM/, 3, 1],
  [/^UNO/, 2, 1],
  [/^UNO/, 3, 1],
  [/^UNO/, 3, 4],
  [/^UNO/, 4, 2],
  [/^UNO/, 4, 3],
  [/^UNO/, 4, 4],
];

const constants =
  (to: string): Change =>
  (parts, next) => {
    const found = CONSTANTS.filter(([pattern]) => those(parts, pattern).length > 0);
    const [pattern, element, component] = pick(found, next);
    return replacing(pattern, (segment) =>
      withElement(segment, element, (text) => {
        const all = text.split(/(?<!\?):/);
        all[component - 1] = to;
        return all.join(':');
      }),
    )(parts, next);
  };

/** Segments behind the last text of a message that has any. */
const behindTexts =
  (more: readonly string[]): Change =>
  (parts, next) =>
    those(parts, /^S14/).length === 0 ? undefined : replacing(/^UNT/, (one) => [...more, one])(parts, next);

const long = 'x'.repeat(400);

/** Faults of MedCom's rules for segments, each with what tells it. */
export const segmentFaults: readonly FaultClass[] = [
  inSegments(
    'a mandatory segment removed',
    'EDI026 EDI032 EDI035 EDI050 EDI053',
    replacing(MANDATORY, () => []),
  ),
  inSegments('neighbours exchanged', 'EDI026 EDI032 EDI035 EDI049', exchanged),
  inSegments('groups exchanged', 'EDI049', groupsExchanged),
  inSegments(
    'a segment that stands once doubled',
    'EDI020 EDI026 EDI032 EDI035 EDI036 EDI050',
    replacing(/^(BGM|DTM|S\d\d|NAD|ADR|CON|SEQ|SPR|GIS|RFF|PNA|EMP|PAS|UCI)/, (one) => [one, one]),
  ),
  inSegments(
    'an unknown segment',
    'EDI032',
    replacing(BODY, (one) => [one, 'XYZ+1']),
  ),
  inSegments(
    'an unknown group',
    'EDI032',
    replacing(/^UNT/, (one) => ['S05+05', 'FTY+1', one]),
  ),
  inSegments(
    'an unknown qualifier',
    'EDI025 EDI026 EDI032 EDI034 EDI035 EDI038',
    replacing(/^(DTM|NAD|SPR|RFF|PNA|FTX)/, (one) => one.replace(/^(...\+)\w+/, '$1QQ')),
  ),
  inSegments('another constant', 'EDI023 EDI024 EDI034', constants('QQ')),
  inSegments('a constant missing', 'EDI050', constants('')),
  inSegments(
    'a mandatory component missing',
    'OIO020 EDI023 EDI050',
    replacing(/^(UNB|UNH|NAD|PAS|GIS\+N|UCI|UCM|UNO)/, (one, next) => {
      const element = { UNB: pick([3, 4, 5], next), NAD: 2, UCI: 2, UCM: 2, UNO: 2 }[one.slice(0, 3)] ?? 1;
      return withElement(one, element, (text) =>
        element === 1 || element === 5 ? '' : text.replace(/[^:]+$|^[^:]+(?=:)/, ''),
      );
    }),
  ),
  inSegments(
    'a component that is too long',
    'OIO030 OIO036 EDI051',
    replacing(/^(UNH|NAD|ADR|CON|PNA|FTX\+NC|UCI)/, (one) => {
      const at = { UNH: 1, NAD: 4, ADR: 4, CON: 2, PNA: 5, FTX: 4, UCI: 1 }[one.slice(0, 3)] ?? 1;
      return withElement(one, at, (text) => {
        const [first = '', ...rest] = text.split(/(?<!\?):/);
        return one.startsWith('PNA') ? `${first}:${long}` : [`${first}${long}`, ...rest].join(':');
      });
    }),
  ),
  inSegments(
    'an unknown code',
    'EDI024 EDI026 EDI030 EDI038 OIO032',
    replacing(/^(PAS|SPR|NAD|GIS|UNO)/, (one) =>
      one.startsWith('NAD')
        ? withElement(one, 2, (text) => text.replace(/:\w*/, ':QQQ'))
        : one.startsWith('UNO')
          ? withElement(one, 3, (text) => text.replace(/:\w+/, ':QQQ'))
          : one.startsWith('SPR')
            ? withElement(one, 2, (text) => text.replace(/^\d*/, '98765'))
            : one.replace(/\+\w+/, '+QQQ'),
    ),
  ),
  inSegments(
    'a code in small letters',
    'EDI025 EDI029 EDI030',
    replacing(/^(PAS|GIS|RFF\+(NO|HI))/, (one) => withElement(one, 1, (text) => text.toLowerCase())),
  ),
  inSegments(
    'another form of date',
    'EDI027 EDI028 EDI039 OIO034 OIO035',
    replacing(/^(DTM|UNB)/, (one, next) =>
      one.startsWith('UNB')
        ? withElement(one, 4, () =>
            pick(['20260302:0941', '260302:094100', '260230:0941', '26:09', '260302:2561'], next),
          )
        : withElement(one, 1, (text) =>
            text.replace(
              /\d{12}/,
              pick(['20260302', '20260302093899', '202602300938', '02-03-2026', '202603022460'], next),
            ),
          ),
    ),
  ),
  inSegments(
    'another message',
    'EDI023',
    replacing(/^UNH/, (one, next) =>
      one.replace(/[A-Z]\d{4}[A-Z](?=\+)/, pick(['D9034L', 'XD9134L', 'B0130X', 'd9134l', ''], next)),
    ),
  ),
  inSegments(
    'more elements than there are',
    'MAP017 EDI031 EDI037',
    replacing(/^(?!UN[TZP]|FTX)/, (one) => `${one}${'+'.repeat(8)}x`),
  ),
  inSegments(
    'ten texts and references in a group',
    'EDI052',
    replacing(/^FTX\+NC/, (one) => Array(10).fill(one)),
  ),
  inSegments(
    'a text in another element',
    'EDI037',
    replacing(/^FTX\+NC/, (one) => `${one}+mere`),
  ),
  inSegments(
    'six components of text',
    'EDI037',
    replacing(/^FTX\+NC/, (one) => `${one}:a:b:c:d:e`),
  ),
  inSegments('eleven texts', 'EDI033', behindTexts(Array(11).fill(['S14+14', 'FTX+NC+P00++Tekst']).flat())),
  inSegments('an empty group of text', 'EDI050', behindTexts(['S14+14'])),
  inSegments(
    'a segment that says nothing',
    'EDI050 EDI025',
    replacing(/^(ADR|CON|EMP|RFF\+XPI)/, (one) => one.slice(0, 3)),
  ),
  inSegments(
    'a test mark',
    'EDI031',
    replacing(/^UNB/, (one) => `${one}${'+'.repeat(12 - one.split('+').length)}1`),
  ),
];
