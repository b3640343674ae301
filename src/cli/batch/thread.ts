import type { MessagePort } from 'node:worker_threads';
import { setUpFrom } from '../setup.js';
import { convertAll, findIn } from './crew.js';
import { type Outcome, piecesOf } from './events.js';
import type { FromThread, Lot, Question, Start, ToThread } from './messages.js';
import type { Carrier, Near, Neighbours } from './neighbours.js';
import { OutputFolder } from './output.js';
import { Runner } from './runner.js';

/** The neighbours of a file as a thread knows them: some it was told of, for others it asks. */
class AskedNeighbours implements Neighbours {
  private readonly waiting = new Map<number, (answer: Carrier[] | boolean) => void>();
  private question = 0;
  private near = new Map<string, Carrier>();

  constructor(private readonly post: (message: FromThread) => void) {}

  /** Takes note of those near the files that are converted next. */
  know(near: readonly Near[]): void {
    this.near = new Map(near.map(({ object, carrier }) => [object, carrier]));
  }

  carriers(names: readonly string[]): Carrier[] | Promise<Carrier[]> {
    const known = new Set<Carrier>();
    for (const name of names) {
      const carrier = this.near.get(name);
      if (carrier === undefined) return this.ask({ ask: 'carriers', names }) as Promise<Carrier[]>;
      known.add(carrier);
    }
    return [...known];
  }

  anyTaken(names: readonly string[]): Promise<boolean> {
    return this.ask({ ask: 'anyTaken', names }) as Promise<boolean>;
  }

  anyInput(names: readonly string[]): Promise<boolean> {
    return this.ask({ ask: 'anyInput', names }) as Promise<boolean>;
  }

  answered(question: number, answer: Carrier[] | boolean): void {
    this.waiting.get(question)?.(answer);
    this.waiting.delete(question);
  }

  private ask(what: Question): Promise<Carrier[] | boolean> {
    const question = this.question++;
    return new Promise((done) => {
      this.waiting.set(question, done);
      this.post({ kind: 'question', question, ...what });
    });
  }
}

/** Does the work of one thread of a batch: what it is told to, until it is ended. */
export const work = (port: MessagePort, { sources, options, out, mark, overwrites, begun }: Start): void => {
  const post = (message: FromThread): void => port.postMessage(message);
  const neighbours = new AskedNeighbours(post);
  const folder = new OutputFolder(out, mark, overwrites ? neighbours : undefined);
  const runner = new Runner(setUpFrom(sources), options, neighbours, folder);
  const begin = (): void => void Atomics.add(begun, 0, 1);
  const workOn = (lot: Lot): Promise<Outcome> => {
    if (lot.kind === 'find') return findIn(lot.files, runner, begin);
    neighbours.know(lot.near);
    return convertAll(lot.files, runner, begin);
  };
  let last = Promise.resolve();
  port.on('message', (message: ToThread) => {
    if (message.kind === 'answer') neighbours.answered(message.question, message.answer);
    // While one lot waits for an answer, the next must not begin.
    else last = last.then(async () => post({ kind: 'done', outcome: [...piecesOf(await workOn(message))] }));
  });
};
