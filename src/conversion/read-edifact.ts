import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { mostOfDocument, Share, tellFew } from '../diagnostics/few.js';
import { asGiven, type Phrase, phrase } from '../diagnostics/phrase.js';
import type { ByteSource } from '../formats/byte-source.js';
import type { EdifactMessage, Interchange } from '../formats/edifact/interchange.js';
import { parseEdifact } from '../formats/edifact/parse.js';
import type { Segment } from '../formats/edifact/segment.js';
import { LiftedElement } from '../formats/edifact/source.js';
import { checkLetters } from '../formats/oioxml/letters.js';
import type { Schema } from '../formats/oioxml/schema.js';
import type { Element } from '../formats/xml/element.js';
import type { Limits } from '../limits.js';
import { Lift } from '../mapping/edifact/lift.js';
import type { MessagePlan } from '../mapping/edifact/plan.js';
import { Ledger } from '../mapping/ledger.js';
import type { Lifted, LiftedLetter } from './lifted.js';
import { type Trace, traceOf } from './trace.js';

/** A message that was made a letter. */
interface Made {
  element: Element;
  message: EdifactMessage;
  diagnostics: Diagnostic[];
  lifted: Lifted;
}

/** Makes the elements of a message. */
const liftMessage = (
  plan: MessagePlan,
  interchange: Interchange,
  message: EdifactMessage,
  root: Element,
  tracing: boolean,
): { lift: Lift; ledger: Ledger; envelope: Element | undefined; element: Element } => {
  const ledger = new Ledger(tracing);
  const lift = new Lift(plan, interchange, message, ledger);
  lift.read();
  const envelope = lift.found.envelope(root, interchange.header, ledger);
  const element = lift.found.letter(root, message.segments[0] as Segment, ledger);
  return { lift, ledger, envelope, element };
};

/** The messages of an interchange that are of one namespace, as one Emessage. */
class Envelope {
  readonly root: LiftedElement;
  readonly made: Made[] = [];

  constructor(
    private readonly interchange: Interchange,
    namespace: string,
  ) {
    this.root = new LiftedElement('Emessage', namespace, undefined, interchange.header);
    this.root.parts = [];
  }

  add(plan: MessagePlan, message: EdifactMessage, share: Share): void {
    const { interchange, root } = this;
    const { lift, ledger, envelope, element } = liftMessage(plan, interchange, message, root, false);
    if (root.parts?.length === 0)
      root.parts.push(envelope ?? new LiftedElement('Envelope', root.uri, root, interchange.header));
    root.parts?.push(element);
    lift.tellContradictions();
    const { counts, unmapped, losses } = ledger.settle(lift.account());
    const trace = (): Trace => {
      const again = liftMessage(plan, interchange, message, root, true);
      const account = again.lift.account();
      again.ledger.settle(account);
      return traceOf(again.ledger, account);
    };
    const diagnostics = share.take([
      ...message.diagnostics,
      ...lift.diagnostics,
      ...lift.ofKnownSegments(unmapped),
    ]);
    const { name, version } = plan;
    this.made.push({
      element,
      message,
      diagnostics,
      lifted: { message: name, version, counts, losses, trace },
    });
  }

  /** The letters, checked as those of OIOXML are. */
  letters(schemas: readonly Schema[], limits: Limits, share: Share): LiftedLetter[] {
    const { interchange, root, made } = this;
    const { letters } = checkLetters({ root, source: interchange.source, diagnostics: [] }, schemas, limits);
    const byElement = new Map(made.map((one) => [one.element, one]));
    return letters.flatMap((letter) => {
      const own = byElement.get(letter.record.element);
      if (own === undefined) return [];
      // Of a message that is cut off it says nothing that something is missing in it.
      const found = own.message.whole
        ? [...own.diagnostics, ...notToldYet(letter.diagnostics, own.diagnostics)]
        : own.message.diagnostics;
      const diagnostics = share.take([...interchange.diagnostics, ...found]);
      return [Object.assign(letter, { diagnostics, lifted: own.lifted })];
    });
  }
}

/** The messages that are read, as people are told of them. */
const namesOf = (plans: readonly MessagePlan[]): string =>
  plans.map(({ name, version }) => `${name} (${version})`).join(', ');

/** Faults of a component that EDIFACT has words of its own for. */
const IN_OWN_WORDS = new Set(['EDI038', 'EDI039']);

/** What the schema of the letter says of components that were not told of. */
const notToldYet = (found: readonly Diagnostic[], told: readonly Diagnostic[]): Diagnostic[] => {
  const own = told.filter(({ code }) => IN_OWN_WORDS.has(code));
  if (own.length === 0) return [...found];
  const key = ({ place }: Diagnostic): string => `${place.segment} ${place.component}`;
  const places = new Set(own.map(key));
  return found.filter((one) => !places.has(key(one)));
};

/** What types of messages look like, as `MEDDIS`, and their versions, as `D9134L`; a name of a person does not, but where it is all capitals. */
const TYPE = /^[A-Z]{6}$/;
const VERSION = /^(?=.*[0-9])[A-Z0-9]{1,7}$/;

/** What a message says that it is, if it can be told without personal data. */
const named = (unh: Segment): Phrase => {
  const [type, version] = [unh.value(2, 1), unh.value(2, 5)];
  const isOne = (type === '' || TYPE.test(type)) && (version === '' || VERSION.test(version));
  const said = [type, version].filter((one) => one !== '');
  return isOne && said.length > 0 ? asGiven(said.join(' ')) : phrase('no-known-kind');
};

/**
 * Reads a document in EDIFACT: each message becomes a letter of OIOXML by its tables, with its places in the document.
 *
 * @param limits what it may ask for
 * @returns the letters, with what is told of each and of its interchange; and what is told of the document
 */
export const readEdifact = (
  bytes: ByteSource,
  file: string,
  plans: readonly MessagePlan[],
  limits: Limits,
): { letters: LiftedLetter[]; diagnostics: Diagnostic[] } => {
  const { interchanges, diagnostics } = parseEdifact(bytes, file, limits);
  const letters: LiftedLetter[] = [];
  const share = new Share(limits.diagnostics);
  const shareOfLifts = new Share(limits.diagnostics);
  for (const interchange of interchanges) {
    const envelopes = new Map<string, Envelope>();
    for (const message of interchange.messages) {
      const [unh] = message.segments as [Segment];
      const [type, version] = [unh.value(2, 1), unh.value(2, 5)];
      const plan = plans.find((one) => one.type === type && one.version === version);
      if (plan === undefined) {
        const at = interchange.source.of(unh.at(2, 5) ?? unh.at(2, 1) ?? unh);
        const params = { what: named(unh), known: namesOf(plans) };
        tellFew(diagnostics, mostOfDocument(limits.diagnostics), { code: 'EDI023', params }, () => at);
        continue;
      }
      const { namespace } = plan.schema.table;
      const envelope = envelopes.get(namespace) ?? new Envelope(interchange, namespace);
      envelopes.set(namespace, envelope);
      envelope.add(plan, message, shareOfLifts);
    }
    const schemas = plans.map(({ schema }) => schema);
    const own = [...envelopes.values()].flatMap((envelope) => envelope.letters(schemas, limits, share));
    // Nothing else would tell why an interchange without letters is none.
    if (own.length === 0) diagnostics.push(...share.take(interchange.diagnostics));
    letters.push(...own);
  }
  for (const [i, letter] of letters.entries()) letter.number = i + 1;
  return { letters, diagnostics };
};
