/**
 * Measures the relay in this process: files per second from the inbox to the outbox, everything durable, and the ratio to
 * the floor, which is one durable file for each output and one durable transaction of SQLite for each file that came (see
 * README.md). Relay and floor take turns.
 *
 *   npm run bench:relay                           with SQLite
 *   .ci/postgres npm run bench:relay              with PostgreSQL, too
 *   npm run bench:relay -- --memory               memory over 20,000 messages
 */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Inbox } from '../dist/exchange/inbox.js';
import { Outbox } from '../dist/exchange/outbox.js';
import { Relay } from '../dist/exchange/relay.js';
import { migrations } from '../dist/exchange/schema.js';
import { loadSettings } from '../dist/exchange/settings.js';
import { openDatabase } from '../dist/exchange/store/database.js';
import {
  createConverter,
  createValidator,
  directoryOf,
  envelopeOf,
  loadTables,
  readTableFiles,
  readVansEnvelope,
  shippedTables,
  toJson,
  toVansEnvelope,
} from '../dist/index.js';
import { small, withAttachment } from './messages.js';

const MESSAGES = 200;
const ROUNDS = 3;
const LEGACY = '5790009999010';
const FHIR = '5790009999027';
const OTHER = '5790009999065';

const files = readTableFiles(shippedTables);
const tables = loadTables(files);
const directory = directoryOf([
  { gln: LEGACY, sorId: '111111000016008', types: ['XDIS91', 'XBIN01'], line: 1 },
  { gln: FHIR, sorId: '222222000016004', types: ['FDIS91', 'FCTL'], line: 2 },
  { gln: OTHER, sorId: '666666000016001', types: ['XDIS91', 'XBIN01'], line: 3 },
]);
const converter = createConverter(tables, directory);
const validator = createValidator(tables, files);
const kit = { converter, tables, validator, directory, settings: loadSettings(files, new Map()) };

const wrap = (data, kind, sender, receiver) =>
  Buffer.concat([
    ...toVansEnvelope(
      envelopeOf(tables.envelope, {
        sender,
        receiver,
        identifier: randomUUID(),
        message: randomUUID(),
        sent: '2026-03-02T10:00:00',
        kind,
        data,
      }),
    ),
  ]);

/** A letter with ids of its own, as text of one byte a character would have them. */
const numbered = (bytes, number, { from = LEGACY, to = FHIR } = {}) =>
  Buffer.from(
    bytes
      .toString('latin1')
      .replace(/(KUV|BRV)\d+(\d)/g, (_, kind, last) => `${kind}${last}${number}`)
      .replace(
        /0b5e3f7a-?91c2-?4d68-?8e4f-?2a7c6d/g,
        (id) => id.slice(0, -6) + String(number).padStart(6, '0'),
      )
      .replaceAll(LEGACY, 'FROM')
      .replaceAll(FHIR, to)
      .replaceAll('FROM', from),
    'latin1',
  );

const letter = (number) => [wrap(numbered(small()[0], number), { message: 'XDIS91' }, LEGACY, FHIR)];

const passed = (number) => [
  wrap(numbered(small()[0], number, { to: OTHER }), { message: 'XDIS91' }, LEGACY, OTHER),
];

const pair = withAttachment(10 * 1024);
const halves = (number) => [
  wrap(numbered(pair[0], number), { message: 'XDIS91' }, LEGACY, FHIR),
  wrap(numbered(pair[1], number), { message: 'XBIN01' }, LEGACY, FHIR),
];

const careCommunication = (number) => {
  const read = pair.map((bytes, index) => {
    const name = `letter-${index}.xml`;
    return converter.read({ name, bytes: numbered(bytes, number, { from: FHIR, to: LEGACY }) }).letters[0];
  });
  const { bundle } = converter.convert(read[0], read.slice(1));
  const data = Buffer.concat([...toJson(bundle)]);
  return [wrap(data, { message: 'CareCommunication', postfix: 'other', syntax: 'json' }, FHIR, LEGACY)];
};

/** A positive receipt for a letter that was sent. */
const receiptFor = (text) => {
  const at = (pattern) => pattern.exec(text)?.[1];
  const [envelope, own, version] = [
    at(/<Envelope>.*?<Identifier>([^<]*)/s),
    at(/<Letter>\s*<Identifier>([^<]*)/),
    at(/<VersionCode>([^<]*)/),
  ];
  const party = (name, gln) => `<${name}><EANIdentifier>${gln}</EANIdentifier></${name}>`;
  const id = randomUUID().slice(0, 8);
  return Buffer.from(
    `<Emessage xmlns="http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2005/08/07/"><Envelope><Sent><Date>2026-03-02</Date>\
<Time>10:20</Time></Sent><Identifier>K${id}</Identifier><AcknowledgementCode>minuspositivkvitt</AcknowledgementCode></Envelope>\
<PositiveReceipt><Letter><Identifier>${id}</Identifier><VersionCode>XC0330Q</VersionCode><StatisticalCode>XCTL03</StatisticalCode>\
</Letter>${party('Sender', LEGACY)}${party('Receiver', FHIR)}<OriginalEmessage><OriginalEnvelopeIdentifier>${envelope}\
</OriginalEnvelopeIdentifier>${party('OriginalSender', FHIR)}${party('OriginalReceiver', LEGACY)}<OriginalLetter>\
<OriginalLetterIdentifier>${own}</OriginalLetterIdentifier><OriginalVersionCode>${version}</OriginalVersionCode></OriginalLetter>\
</OriginalEmessage></PositiveReceipt></Emessage>`,
  );
};

/** What is measured: the files for a number, whether what comes of them is answered, and how many outputs there must be. */
const cases = {
  passed: { make: passed, outputs: 1 },
  letter: { make: letter, outputs: 1 },
  pair: { make: halves, outputs: 1 },
  'message-and-receipts': { make: careCommunication, outputs: 3, answered: true },
};

/** The relay in a folder of its own. */
const open = async (where) => {
  const folder = mkdtempSync(join(tmpdir(), 'medcom-bench-'));
  for (const name of ['in', 'out', 'floor']) mkdirSync(join(folder, name));
  const relay = async (store) => {
    const database = await openDatabase(store, migrations);
    const told = [];
    const report = ({ diagnostics }) =>
      told.push(...diagnostics.filter(({ severity }) => severity === 'error'));
    const surroundings = {
      inbox: new Inbox(join(folder, 'in'), 60),
      outbox: new Outbox(join(folder, 'out')),
      clock: () => Date.now(),
      kit: () => kit,
      database,
      report,
    };
    return { database, told, relay: new Relay(surroundings) };
  };
  const floor = await openDatabase(join(folder, 'floor.db'), [
    { version: 1, name: 'floor', sql: ['CREATE TABLE floor (id TEXT PRIMARY KEY, content TEXT NOT NULL)'] },
  ]);
  const running = await relay(where ?? join(folder, 'store.db'));
  const close = async () => {
    await running.database.close();
    await floor.close();
    rmSync(folder, { recursive: true });
  };
  return { ...running, folder, floor, close };
};

/** Takes everything out of the outbox. */
const take = (folder) => {
  const out = join(folder, 'out');
  return readdirSync(out)
    .filter((name) => !name.startsWith('.'))
    .flatMap((receiver) => readdirSync(join(out, receiver)).map((name) => join(out, receiver, name)))
    .map((path) => {
      const bytes = readFileSync(path);
      rmSync(path);
      return bytes;
    });
};

/** Writes a file that is on the disk when this returns. */
const writeDurably = (path, bytes) => {
  const handle = openSync(path, 'w');
  writeSync(handle, bytes);
  fsyncSync(handle);
  closeSync(handle);
};

/** What arrives is on the disk, so that its way there is not measured. */
const put = (folder, all) => {
  for (const bytes of all) writeDurably(join(folder, 'in', `${randomUUID()}.xml`), bytes);
};

const timed = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** One durable file for each output, and one durable transaction for each file that came. */
const least = (place, files, outputs) =>
  timed(async () => {
    for (const bytes of outputs) writeDurably(join(place.folder, 'floor', randomUUID()), bytes);
    for (let i = 0; i < files; i++)
      await place.floor.transaction([], (sql) =>
        sql.run('INSERT INTO floor (id, content) VALUES (?, ?)', randomUUID(), 'x'.repeat(1000)),
      );
  });

/** Has the relay do one round; returns the milliseconds it took, what it took in and what it sent. */
const round = async (place, { make, answered, outputs }, first, count) => {
  let files = Array.from({ length: count }, (_, index) => make(first + index)).flat();
  const result = { ms: 0, files: 0, sent: [] };
  while (files.length > 0) {
    put(place.folder, files);
    result.files += files.length;
    result.ms += await timed(() => place.relay.once());
    const sent = take(place.folder);
    result.sent.push(...sent);
    const receipts = answered ? sent.map((bytes) => readVansEnvelope(bytes, '').envelope.content) : [];
    files = receipts
      .map(({ data }) => Buffer.from(data).toString('latin1'))
      .filter((text) => /StatisticalCode>X(?:DIS91|BIN01)</.test(text))
      .map((text) => wrap(receiptFor(text), { message: 'XCTL03' }, LEGACY, FHIR));
  }
  if (place.told.length > 0 || result.sent.length !== outputs * count)
    throw new Error(`${result.sent.length} outputs: ${JSON.stringify(place.told[0])}`);
  return result;
};

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const measure = async (name, store, where) => {
  const place = await open(where);
  try {
    const empty = await place.database.size();
    const rounds = [];
    for (let i = 0; i < ROUNDS; i++) {
      const { ms, files, sent } = await round(place, cases[name], 1000 * (i + 1), MESSAGES);
      rounds.push({ ms, files, floor: await least(place, files, sent) });
    }
    const { files } = rounds[0];
    const ms = median(rounds.map((one) => one.ms));
    const size = (await place.database.size()) - empty;
    return {
      name,
      store,
      messagesPerSecond: Math.round((1000 * MESSAGES) / ms),
      filesPerSecond: Math.round((1000 * files) / ms),
      floorRatio: Number((ms / median(rounds.map((one) => one.floor))).toFixed(2)),
      gigabytesPerMillionMessages: Number((size / (MESSAGES * ROUNDS) / 1000).toFixed(2)),
    };
  } finally {
    await place.close();
  }
};

/** A schema of its own on the server that the environment names. */
const withSchema = async (work) => {
  const url = process.env.MEDCOM_TEST_POSTGRES;
  if (url === undefined) return undefined;
  const schema = `bench_${randomUUID().replaceAll('-', '')}`;
  const ask = async (sql) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await ask(`CREATE SCHEMA ${schema}`);
  const result = await work(`${url}${url.includes('?') ? '&' : '?'}options=-c%20search_path%3D${schema}`);
  await ask(`DROP SCHEMA ${schema} CASCADE`);
  return result;
};

if (process.argv.includes('--memory')) {
  const place = await open();
  for (let done = 0; done < 20_000; done += 500) {
    await round(place, cases.pair, 100_000 + done, 250);
    if ((done + 500) % 4000 === 0)
      console.log(`${done + 500} files: ${Math.round(process.memoryUsage.rss() / 1e6)} MB`);
  }
  await place.close();
} else {
  const rows = [];
  const tell = (row) => {
    if (process.argv.includes('--json')) console.log(JSON.stringify(row));
    rows.push(row);
  };
  for (const name of Object.keys(cases)) {
    tell(await measure(name, 'SQLite'));
    const other = await withSchema((where) => measure(name, 'PostgreSQL', where));
    if (other !== undefined) tell(other);
  }
  if (!process.argv.includes('--json')) console.table(rows);
}
