/** Interchanges for tests. All persons and organisations are invented. */

export const SENDER = '5790009999010';
export const RECEIVER = '5790009999027';
export const UNA = "UNA:+.? '";

/** What may never stand in a diagnostic of these interchanges. */
export const PERSONAL = ['2512489996', 'Nancy', 'Berggren', 'Testpark', 'ankel'];

/** Bytes of a text, one a character. */
export const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** A message from UNH to UNT: its segments without terminators; a Buffer follows its UNO as it is. */
export type Part = string | Buffer;

const message = (id: string, type: string, body: readonly Part[]): Part[] => {
  const count = body.filter((one) => typeof one === 'string').length + 2;
  return [`UNH+${id}+${type}`, ...body, `UNT+${count}+${id}`];
};

const parties = (name: string): string[] => [
  'S01+01',
  'NAD+SSP+751:KOM:IM++Testkommune Sundhed:Sygeplejen Nord::::US',
  'CON++87130000:TE',
  'SEQ++1',
  `SPR+ORG+99:SKS:SST+${name}:SKS:SST`,
  'S01+01',
  'NAD+PO+091034:YNR:SFU++Lægerne Ågade:::::US',
  'ADR++US:Ågade 7+Testby Ø+5999',
  'SEQ++2',
];

const PATIENT = 'PNA+PAT+2512489996:::CPR:IM+++SU:Berggren+FO:Nancy Ann';

/** A correspondence: 31 segments, with released characters, an empty line and a line that goes on. */
export const dis91 = (id = 'BRV1'): Part[] =>
  message(id, 'MEDDIS:D:93A:UN:D9134L+DIS91', [
    'BGM+EPI++9+NA',
    'DTM+137:202603020938:203',
    ...parties('DIS91'),
    'S02+02',
    'GIS+N',
    `RFF+SRI:${id}`,
    'RFF+NO:NC',
    'DTM+182:202603020938:203',
    'S07+07',
    PATIENT,
    'ADR++US:Testpark Allé 48+Testby Ø+5999',
    'S11+11',
    'GIS+N',
    'RFF+AHI:1',
    'SEQ++1',
    'PAS+HA',
    'S14+14',
    'FTX+OE+P00++Sår på ankel?: tilsyn??',
    "FTX+NC+P00++Såret er tilset i dag.  :.:Skal vi tage ?'Aquacel?' ?+ sok??:Venlig \\:hilsen",
    'FTX+NC+P00++Karla Test, sygeplejerske',
  ]);

/** The segments of one object: UNO, bytes, UNP. */
export const objectParts = (
  number: number,
  bytes: Buffer,
  { stated = String(bytes.length), ended = String(bytes.length), between = '' } = {},
): Part[] => [
  `UNO+${number}+AID:${String(number).padStart(32, '5b0e')}+OBJ:IMG:JPG:91+${stated}:14:1:A`,
  Buffer.concat([bytes, latin1(between)]),
  `UNP+${ended}+${number}`,
];

/** Bytes with all that could be taken for something else. */
export const TRICKY = Buffer.from("\x00'UNP+?\r\n\xff\xd8+:UNT+1'\n\x00", 'latin1');

export const bin01 = (id = 'BIN1', objects: readonly Part[] = objectParts(1, TRICKY)): Part[] =>
  message(id, 'MEDBIN:D:93A:UN:B0131X+BIN01', [
    'BGM+OBJ++9+NA',
    'DTM+137:202603020938:203',
    ...parties('BIN01'),
    'S02+02',
    'GIS+N',
    `RFF+SRI:${id}`,
    'DTM+182:202603020938:203',
    'S07+07',
    PATIENT,
    'S11+11',
    ...objects,
  ]);

const receipt = (kind: 1 | 2 | 3, id: string, body: readonly string[]): Part[] =>
  message(id, `CONTRL:D:93A:ZZ:C0${kind}30Q+CTL0${kind}`, body);

export const ctl01 = (id = 'KVI1'): Part[] =>
  receipt(1, id, [
    `UCI+KUV17+${RECEIVER}:14+${SENDER}:14+4`,
    'FTX+LOK+P00++Modtageren er ukendt',
    'UCM+BRV1+MEDDIS:D:93A:UN:D9134L+4',
  ]);

export const ctl02 = (id = 'KVI2'): Part[] =>
  receipt(2, id, [
    `UCI+KUV17+${RECEIVER}:14+${SENDER}:14+4`,
    'UCM+BRV1+MEDDIS:D:93A:UN:D9134L+4',
    'FTX+VER+P00++Brevet kan ikke læses. :Send det igen',
  ]);

export const ctl03 = (id = 'KVI3'): Part[] =>
  receipt(3, id, [`UCI+KUV17+${RECEIVER}:14+${SENDER}:14+7`, 'UCM+BRV1+MEDDIS:D:93A:UN:D9134L+7']);

export const allMessages = { dis91, bin01, ctl01, ctl02, ctl03 };

interface Frame {
  /** What is written after each segment, but not between a UNO, its object and its UNP. */
  newline?: string;
  una?: string;
  envelope?: string;
}

/** The segments of an interchange around messages. */
export const partsOf = (messages: readonly Part[][], envelope = 'KUV17'): Part[] => [
  // Nobody asks for a receipt of receipts.
  `UNB+UNOC:3+${SENDER}:14+${RECEIVER}:14+260302:0941+${envelope}${/CONTRL/.test(String(messages[0]?.[0])) ? '' : '++++1'}`,
  ...messages.flat(),
  `UNZ+${messages.length}+${envelope}`,
];

/** Segments as bytes. */
export const written = (parts: readonly Part[], { newline = '\n', una = UNA }: Frame = {}): Buffer =>
  Buffer.concat([
    latin1(una === '' ? '' : una + newline),
    ...parts.map((part, i) => {
      if (typeof part !== 'string') return part;
      return latin1(`${part}'${typeof parts[i + 1] === 'object' ? '' : newline}`);
    }),
  ]);

/** An interchange as bytes. */
export const interchange = (messages: readonly Part[][], frame: Frame = {}): Buffer =>
  written(partsOf(messages, frame.envelope), frame);

/** An interchange with something else in the place of a text of its own, which must be in it. */
export const changed = (bytes: Buffer, from: string | RegExp, to: string): Buffer => {
  const text = bytes.toString('latin1');
  const other = text.replace(from, to);
  if (other === text) throw new Error(`nothing to change: ${from}`);
  return latin1(other);
};

/** Line and column at which a text begins, and its byte. */
export const whereIs = (bytes: Buffer, text: string, from = 0) => {
  const byte = bytes.indexOf(text, from, 'latin1');
  if (byte < 0) throw new Error(`there is no ${text}`);
  const before = bytes.subarray(0, byte).toString('latin1');
  return { line: before.split('\n').length, column: byte - before.lastIndexOf('\n'), byte };
};
