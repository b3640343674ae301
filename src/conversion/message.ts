import type { Code } from '../diagnostics/catalog.js';
import type { Diagnostic, Params } from '../diagnostics/diagnostic.js';
import { tellFew } from '../diagnostics/few.js';
import { phrase } from '../diagnostics/phrase.js';
import type { Node } from '../formats/fhir/node.js';
import type { Document } from '../formats/fhir/parse.js';
import { instantMs } from '../mapping/copenhagen.js';
import { uuidDigits } from '../mapping/makers/uuid.js';
import type { MessageTable } from '../mapping/notation.js';
import { type Message, payloadKind, type Segment } from '../mapping/to-oioxml/message.js';
import { Resources } from './resources.js';

/** An id of a segment in the form in which prefix, hyphens and letter case do not count. */
export const idKey = (id: string): string => uuidDigits(id) ?? id.trim().toLowerCase();

const ORGANIZATION = 'Organization';
const PARTIES = ['PractitionerRole', 'CareTeam'];

/** The latest time of segments. */
const latestOf = (segments: readonly Segment[]): number =>
  segments.reduce((latest, { time }) => Math.max(latest, time), 0);

/** Takes a bundle apart; tells what keeps it from being converted. */
class MessageReader {
  readonly diagnostics: Diagnostic[] = [];
  frame: Frame | undefined = undefined;
  private readonly bundle: Node;
  private readonly resources: Resources;

  constructor(
    private readonly document: Document,
    private readonly table: MessageTable,
  ) {
    this.bundle = document.root;
    this.resources = new Resources(this.bundle);
  }

  private tell(node: Node, code: Code, params: Params = {}): undefined {
    const { source } = this.document;
    tellFew(this.diagnostics, source.most, { code, params }, () => source.of(node));
    return undefined;
  }

  /** The one resource of a type. */
  private only(type: string): Node | undefined {
    const [first, second] = this.resources.of(type);
    if (first === undefined) return this.tell(this.bundle, 'FHIR012', { resource: type });
    if (second !== undefined) return this.tell(second, 'FHIR013', { resource: type });
    return first;
  }

  /** The resource that a mandatory reference leads to, of the type it must have. */
  private referred(parent: Node, name: string, path: string, type: string): Node | undefined {
    const reference = parent.one(name);
    if (reference === undefined) return this.tell(parent, 'FHIR014', { path });
    const found = this.resources.resolve(reference);
    if (found?.value('resourceType') === type) return found;
    return this.tell(reference.one('reference') ?? reference, 'FHIR015', { type });
  }

  read(): Message | undefined {
    if (this.bundle.value('resourceType') !== 'Bundle') return this.tell(this.bundle, 'FHIR010');
    const header = this.only('MessageHeader');
    if (header === undefined) return undefined;
    const event = header.one('eventCoding')?.value('code');
    if (this.bundle.value('type') !== 'message' || event !== this.table.event)
      return this.tell(header.one('eventCoding') ?? header, 'FHIR011');
    this.demand(this.bundle, 'Bundle', 'id');
    this.demand(this.bundle, 'Bundle', 'timestamp');
    this.demand(header, 'MessageHeader', 'id');
    const [, another] = header.all('destination');
    if (another !== undefined) this.tell(another, 'FHIR013', { resource: 'MessageHeader.destination' });

    const provenance = this.provenanceOf(header);
    this.refuseOld(provenance);
    const communication = this.referred(header, 'focus', 'MessageHeader.focus', 'Communication');
    const sender = this.referred(header, 'sender', 'MessageHeader.sender', ORGANIZATION);
    const receiver = this.referred(
      header.one('destination') ?? header,
      'receiver',
      'MessageHeader.destination.receiver',
      ORGANIZATION,
    );
    if (sender !== undefined && receiver !== undefined)
      this.frame = { bundle: this.bundle, header, sender, receiver, provenance };
    const patient = this.only('Patient');
    if (
      communication === undefined ||
      sender === undefined ||
      receiver === undefined ||
      patient === undefined
    )
      return undefined;
    this.contentOf(communication);
    this.referred(communication, 'subject', 'Communication.subject', 'Patient');
    const encounter =
      communication.one('encounter') === undefined
        ? this.resources.of('Encounter')[0]
        : this.referred(communication, 'encounter', 'Communication.encounter', 'Encounter');
    this.parties(communication);
    const segments = this.segments(communication, provenance);
    return {
      source: this.document.source,
      bundle: this.bundle,
      header,
      communication,
      patient,
      encounter,
      sender,
      receiver,
      provenance,
      segments,
      resolve: (reference) => this.resources.resolve(reference),
    };
  }

  /** The Provenance whose target is this message's header. Rules: FHIR messages 7.3. */
  private provenanceOf(header: Node): Node | undefined {
    return this.resources
      .of('Provenance')
      .find((provenance) =>
        provenance.all('target').some((target) => this.resources.resolve(target) === header),
      );
  }

  /** An element that must be there. */
  private demand(node: Node, path: string, name: string): void {
    if (node.value(name) === undefined) this.tell(node, 'FHIR014', { path: `${path}.${name}` });
  }

  /**
   * Messages of older generations that correct or cancel another, and activities that there are not. Where no Provenance is
   * this message's, any may be. Rules: ruling D27.
   */
  private refuseOld(provenance: Node | undefined): void {
    const { refused, activities } = this.table;
    const known = Object.values(activities);
    for (const one of provenance === undefined ? this.resources.of('Provenance') : [provenance]) {
      const code = one.one('activity')?.one('coding')?.one('code');
      if (code === undefined) continue;
      const activity = code.text.trim();
      if (refused.activities.includes(activity)) this.tell(code, 'FHIR017');
      else if (!known.includes(activity)) this.tell(code, 'FHIR036');
    }
    for (const communication of this.resources.of('Communication')) {
      const status = communication.one('status');
      if (status !== undefined && refused.statuses.includes(status.text.trim())) this.tell(status, 'FHIR017');
    }
  }

  /** Status and category of the content. */
  private contentOf(communication: Node): void {
    const { status, refused } = this.table;
    this.demand(communication, 'Communication', 'status');
    const told = communication.one('status');
    const value = told?.text.trim() ?? '';
    if (told !== undefined && value !== '' && value !== status && !refused.statuses.includes(value))
      this.tell(told, 'FHIR034');
    const coding = communication.one('category')?.one('coding');
    if (coding?.value('code') === undefined)
      this.tell(communication, 'FHIR014', { path: 'Communication.category.coding.code' });
  }

  /** The value element of an extension, by the name message.yaml gives it. */
  private extension(node: Node, name: string): Node | undefined {
    const known = this.table.extensions[name];
    if (known === undefined) return undefined;
    for (const child of node.children ?? []) {
      if (child.name === 'extension' && known.urls.includes(child.value('url') ?? ''))
        return child.one(known.value);
    }
    return undefined;
  }

  private segments(communication: Node, provenance: Node | undefined): Segment[] {
    const segments: Segment[] = [];
    for (const node of communication.all('payload')) {
      if (node.one('contentString') === undefined && node.one('contentAttachment') === undefined) {
        this.tell(node, 'FHIR028');
        continue;
      }
      const kind = payloadKind(node);
      const date = this.extension(node, 'date');
      const time = date === undefined ? undefined : instantMs(date.text.trim());
      if (date !== undefined && time === undefined)
        this.tell(date, 'FHIR022', { element: phrase('payload-date') });
      const author = this.extension(node, 'author');
      segments.push({
        node,
        kind,
        isNew: false,
        author: author && this.resources.resolve(author),
        time: time ?? 0,
      });
    }
    if (!segments.some(({ kind }) => kind === 'text')) {
      this.tell(communication, 'FHIR016');
      return segments;
    }
    this.markNew(segments, provenance, communication);
    const said = segments.some(
      ({ kind, isNew, node }) => kind === 'text' && isNew && node.value('contentString') !== undefined,
    );
    if (!said) this.tell(communication, 'FHIR016');
    for (const segment of segments) {
      const { node, kind, isNew } = segment;
      if (kind === 'text') this.author(segment);
      if (kind === 'absent' && isNew) this.tell(node.one('contentAttachment') ?? node, 'FHIR020');
      if (kind === 'text' && isNew && segment.time === 0 && this.extension(node, 'date') === undefined)
        this.tell(node, 'FHIR014', { path: phrase('payload-date') });
    }
    return segments;
  }

  /** The author of a text: a new one must be there, one of an earlier message should. */
  private author({ node, author, isNew }: Segment): void {
    if (author?.value('resourceType') === 'PractitionerRole') {
      this.person(author);
      return;
    }
    const reference = this.extension(node, 'author');
    const at = reference?.one('reference') ?? reference;
    if (at === undefined) {
      if (isNew) this.tell(node, 'FHIR031');
    } else if (isNew) this.tell(at, 'FHIR015', { type: 'PractitionerRole' });
    else this.tell(at, 'FHIR033');
  }

  /** The person of a role. */
  private person(role: Node): void {
    const practitioner = role.one('practitioner');
    if (practitioner !== undefined && this.resources.resolve(practitioner) === undefined)
      this.tell(practitioner, 'FHIR033');
  }

  /** The specific sender and recipients, who stand in the text. */
  private parties(communication: Node): void {
    const sender = this.extension(communication, 'sender');
    for (const reference of [...(sender === undefined ? [] : [sender]), ...communication.all('recipient')]) {
      const party = this.resources.resolve(reference);
      if (!PARTIES.includes(party?.value('resourceType') ?? ''))
        this.tell(reference.one('reference') ?? reference, 'FHIR015', {
          type: phrase('or', { one: 'PractitionerRole', other: 'CareTeam' }),
        });
      else if (party !== undefined) this.person(party);
    }
  }

  /** Finds out which segments this message added. Rules: FHIR messages 7.3. */
  private markNew(segments: readonly Segment[], provenance: Node | undefined, communication: Node): void {
    const activity = provenance?.one('activity')?.one('coding')?.value('code');
    const sources = this.sources(provenance);
    const keys = new Map(
      segments.map((segment) => {
        const id = this.extension(segment.node, 'identifier')?.value('value');
        return [segment, id === undefined ? undefined : idKey(id)] as const;
      }),
    );
    const known = new Set(keys.values());
    for (const [key, node] of sources) if (!known.has(key)) this.tell(node, 'FHIR019');
    for (const segment of segments) {
      const key = keys.get(segment);
      segment.isNew = activity === this.table.activities.new || (key !== undefined && sources.has(key));
    }
    const texts = segments.filter(({ kind }) => kind === 'text');
    if (texts.some(({ isNew }) => isNew)) return;
    this.tell(provenance ?? communication, 'FHIR018');
    const some = segments.some(({ isNew }) => isNew);
    const newest = latestOf(some ? texts : segments);
    for (const segment of some ? texts : segments) segment.isNew = segment.time === newest;
    const latest = latestOf(texts);
    if (!texts.some(({ isNew }) => isNew)) for (const text of texts) text.isNew = text.time === latest;
  }

  /** The segments that a Provenance says were added. */
  private sources(provenance: Node | undefined): Map<string, Node> {
    const sources = new Map<string, Node>();
    for (const entity of provenance?.all('entity') ?? []) {
      if (entity.value('role') !== 'source') continue;
      const value = entity.one('what')?.one('identifier')?.one('value');
      if (value !== undefined && value.text.trim() !== '') sources.set(idKey(value.text), value);
    }
    return sources;
  }
}

/** What says whose message it is, also of one that is too faulty to be a message. */
export type Frame = Pick<Message, 'bundle' | 'header' | 'sender' | 'receiver' | 'provenance'>;

/** What was read of a FHIR document: a message, or the reason why there is none. */
export interface ReadMessage {
  message: Message | undefined;
  /** Undefined if it cannot be told whose message it is. */
  frame: Frame | undefined;
  diagnostics: Diagnostic[];
}

/**
 * Takes a CareCommunication apart: finds its resources by reference, not by position or profile, in all generations that
 * occur, and tells which of its segments are new. Rules: FHIR messages 2.3, 3, 7.3.
 */
export const readMessage = (document: Document, table: MessageTable): ReadMessage => {
  const reader = new MessageReader(document, table);
  const message = reader.read();
  return { message, frame: reader.frame, diagnostics: [...document.diagnostics, ...reader.diagnostics] };
};
