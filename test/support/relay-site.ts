import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { messageOf, readVansEnvelope } from '../../src/index.js';
import { tables } from './converter.js';
import { parties, type Sent } from './exchange.js';
import { answersTo, type Parcel } from './traffic.js';

const directory = [
  'gln;sorId;name;telephone;types',
  `${parties.legacy};111111000016008;Testby;99999999;XDIS91 XBIN01 XCTL01 XCTL02 XCTL03`,
  `${parties.fhir};222222000016004;Prøveby;99999998;FDIS91 FCTL`,
  `${parties.edifact};555555000016007;Eksempelby;99999996;DIS91 BIN01 CTL01 CTL02 CTL03`,
  `${parties.silent};666666000016001;Stilleby;;XDIS91 XBIN01`,
].join('\n');

/** How a run of the relay ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
  stdout: string;
}

/**
 * A place where relays run as processes of their own, and the other systems around them: files are put into the inbox, and
 * everything that comes into an outbox is taken away and answered at once.
 */
export class RelaySite {
  readonly folder = mkdtempSync(join(tmpdir(), 'medcom-site-'));
  readonly inbox = join(this.folder, 'in');
  /** What was sent: what it is, to whom, and a digest of the document. */
  readonly documents: string[] = [];
  /** EnvelopeIdentifiers of what was sent. */
  readonly envelopes: string[] = [];
  /** Whether what was sent is answered. */
  answering = true;
  private answers = 0;
  private readonly store: string;

  /**
   * @param where the store, perhaps in a folder of this place; a file of its own by default
   * @param outboxes their names: as many as there are relays with one of their own
   */
  constructor(
    where = 'store.db',
    private readonly outboxes: readonly string[] = ['out'],
  ) {
    this.store = where.includes(':') ? where : resolve(this.folder, where);
    for (const name of ['in', 'settings', ...outboxes]) mkdirSync(join(this.folder, name));
    writeFileSync(join(this.folder, 'sor.csv'), directory);
    writeFileSync(
      join(this.folder, 'settings', 'exchange.yaml'),
      'settleSeconds: 0\nprovider: { id: "5790009999119", type: EAN }\n',
    );
  }

  /** Puts files into the inbox, as those should who write them: whole. */
  put(parcels: readonly Parcel[]): void {
    for (const { name, bytes } of parcels) {
      writeFileSync(join(this.inbox, `${name}.tmp`), bytes);
      renameSync(join(this.inbox, `${name}.tmp`), join(this.inbox, name));
    }
  }

  /** Starts a relay. */
  start(
    args: readonly string[],
    {
      outbox = this.outboxes[0] as string,
      env = {},
      preload,
    }: { outbox?: string; env?: Record<string, string>; preload?: string } = {},
  ): { child: ChildProcess; ended: Promise<Ended> } {
    const place = ['--inbox', this.inbox, '--outbox', join(this.folder, outbox)];
    const store = ['--store', this.store];
    const site = ['--sor', join(this.folder, 'sor.csv'), '--mappings', join(this.folder, 'settings')];
    const child = spawn(
      process.execPath,
      [
        ...(preload === undefined ? [] : ['--import', preload]),
        'bin/medcom-convert.js',
        'relay',
        ...place,
        ...store,
        ...site,
        ...args,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', ...env } },
    );
    let stderr = '';
    let stdout = '';
    child.stderr?.on('data', (data) => {
      stderr += data;
    });
    child.stdout?.on('data', (data) => {
      stdout += data;
    });
    const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stderr, stdout }));
    return { child, ended };
  }

  /** Runs a relay until it ends, and takes what it sends meanwhile. */
  async run(args: readonly string[], how: Parameters<RelaySite['start']>[1] = {}): Promise<Ended> {
    const { ended } = this.start(args, how);
    return this.takeUntil(ended);
  }

  /** Takes what is sent, until something else is done. */
  async takeUntil<T>(done: Promise<T>): Promise<T> {
    let waiting = true;
    const stop = (): void => {
      waiting = false;
    };
    done.then(stop, stop);
    while (waiting) {
      this.take();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    this.take();
    return done;
  }

  /** Takes everything out of the outboxes, and answers it. */
  take(): void {
    for (const outbox of this.outboxes) {
      const folder = join(this.folder, outbox);
      for (const receiver of readdirSync(folder)) {
        if (receiver.startsWith('.')) continue;
        for (const name of readdirSync(join(folder, receiver))) this.receive(join(folder, receiver, name));
      }
    }
  }

  private receive(path: string): void {
    const bytes = readFileSync(path);
    rmSync(path);
    const { envelope, diagnostics } = readVansEnvelope(bytes, path);
    if (envelope === undefined) throw new Error(JSON.stringify(diagnostics));
    const { content } = envelope;
    this.envelopes.push(envelope.identifier);
    if (content.kind !== 'message') {
      this.documents.push(`${envelope.receiver.id} ${content.kind} ${content.originalEnvelope}`);
      return;
    }
    const data = Buffer.from(content.data);
    const message = messageOf(tables.envelope, content.meta)?.message ?? content.meta.document.name;
    const digest = createHash('sha256').update(data).digest('hex').slice(0, 16);
    this.documents.push(`${envelope.receiver.id} ${message} ${digest}`);
    if (!this.answering) return;
    const sent: Sent = { file: path, bytes, envelope, message, data, read: undefined };
    this.put(answersTo(sent).map((answer) => ({ name: `answer-${++this.answers}.xml`, bytes: answer })));
  }

  /** True if nothing is left to do at this time, and nothing half done. */
  isDone(): boolean {
    const files = (path: string): string[] => (existsSync(path) ? readdirSync(path) : []);
    const staged = this.outboxes.flatMap((outbox) => files(join(this.folder, outbox, '.relay')));
    const waiting = files(this.inbox).filter((name) => name.endsWith('.xml'));
    return (
      [...waiting, ...files(join(this.inbox, '.relay')), ...staged.filter((name) => !this.isLeft(name))]
        .length === 0
    );
  }

  /** What a try has staged that was killed before it was recorded stays for an hour; nobody is sent it. */
  private isLeft(staged: string): boolean {
    const [id] = staged.split('~');
    return id !== undefined && !this.envelopes.includes(id);
  }

  /** What was sent, in an order that does not depend on the time. */
  get sent(): string[] {
    return [...this.documents].sort();
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
