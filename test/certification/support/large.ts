import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { directory, enveloped, parties } from '../../support/exchange.js';
import { letterSet } from './inputs.js';

const BYTES = 80_000_000;

/** Bytes in base64 that repeat, but not soon. */
const largeFile = (): Buffer => {
  const bytes = Buffer.alloc(BYTES);
  for (let i = 0; i < BYTES; i += 4) bytes.writeUInt32LE(i ^ 0x5bd1e995, i);
  bytes.write('%PDF-1.4\n');
  return bytes;
};

const TELL_PEAK = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS))",
)}`;

const overlay = (): string => {
  const rows = [parties.legacy, parties.fhir].map((gln) => {
    const { sorId, name, telephone, types } = directory.byGln(gln, '2026-03-02') ?? {};
    return [gln, sorId, name, telephone, types?.join(' ')].join('\t');
  });
  return `gln\tsorId\tname\ttelephone\ttypes\n${rows.join('\n')}\n`;
};

/** What became of a letter whose file is large. */
export interface LargeResult {
  exit: number;
  /** The envelopes that were sent. */
  sent: Buffer[];
  /** The digest of the file. */
  digest: string;
  /** The most memory that the process had, in bytes. */
  peak: number;
  told: string;
}

/** Converts a letter with a file of 80 MB as the service does it, in a process of its own. */
export const convertLarge = async (): Promise<LargeResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'medcom-large-'));
  try {
    const { letter, binaries } = letterSet(5, 'attachment');
    const file = largeFile();
    const digest = createHash('sha256').update(file).digest('hex');
    const base64 = file.toString('base64');
    const size = (text: string): string => text.replace(/(<OriginalObjectSize>)\d+/, `$1${BYTES}`);
    const [before = '', after = ''] = size(binaries[0] ?? '').split(/(?<=<Object_Base64Encoded>)[^<]*/);
    const inbox = join(folder, 'in');
    mkdirSync(inbox);
    const put = (name: string, text: string | Buffer, message: string): void =>
      writeFileSync(
        join(inbox, name),
        enveloped(Buffer.from(text as string), { message }, parties.legacy, parties.fhir),
      );
    put('1.xml', size(letter), 'XDIS91');
    put('2.xml', Buffer.concat([Buffer.from(before), Buffer.from(base64), Buffer.from(after)]), 'XBIN01');
    writeFileSync(join(folder, 'sor.tsv'), overlay());
    const outbox = join(folder, 'out');
    const args = [
      ...['--import', TELL_PEAK, 'bin/medcom-convert.js', 'relay'],
      ...['--inbox', inbox, '--outbox', outbox, '--store', join(folder, 'store.db')],
      ...['--sor', join(folder, 'sor.tsv'), '--once', '--now', '2026-03-02T10:15:00+01:00'],
    ];
    const run = await promisify(execFile)(process.execPath, args, { env: { ...process.env, NO_COLOR: '1' } })
      .then(({ stderr }) => ({ exit: 0, stderr }))
      .catch((error: { code?: number; stderr?: string }) => ({
        exit: error.code ?? -1,
        stderr: error.stderr ?? '',
      }));
    const sent = readdirSync(outbox, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    const peak = Number(/peak (\d+)$/.exec(run.stderr)?.[1]) * 1024;
    return { exit: run.exit, told: run.stderr, sent, digest, peak };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
