import { base64Content } from '../formats/base64.js';
import type { Node } from '../formats/fhir/node.js';
import { uuidDigits } from '../mapping/makers/uuid.js';
import type { MessageTable } from '../mapping/notation.js';
import type { Message, Segment } from '../mapping/to-oioxml/message.js';
import { type Leaf, nameless, numbered } from './leaf.js';

/** An id as it is if it is a UUID; others may say anything. */
const idName = (id: string): string => (uuidDigits(id) === undefined ? nameless('id', id) : id);

/** Names the resources and repeated elements of a message by the part they play. */
class Keys {
  private readonly roles = new Map<Node, string>();
  private readonly segments: ReadonlyMap<Node, Segment>;
  private readonly extensions: ReadonlyMap<string, string>;
  /** Short names of systems: those that message.yaml gives their slices. */
  private readonly systems: ReadonlyMap<string, string>;

  constructor(
    private readonly message: Message,
    table: MessageTable,
  ) {
    this.extensions = new Map(
      Object.entries(table.extensions).flatMap(([name, { urls }]) => urls.map((url) => [url, name] as const)),
    );
    this.systems = new Map(
      Object.entries(table.slices).flatMap(([path, { where, is = [] }]) =>
        where === 'system' ? is.map((system) => [system, /\[(.*)\]/.exec(path)?.[1] ?? system] as const) : [],
      ),
    );
    this.segments = new Map(message.segments.map((segment) => [segment.node, segment]));
    const { sender, receiver, provenance } = message;
    this.roles.set(receiver, 'Organization[receiver]');
    this.roles.set(sender, 'Organization[sender]');
    if (provenance !== undefined) this.roles.set(provenance, 'Provenance[current]');
    this.authors();
  }

  /** The author of the newest text, whose role and name stand in resources of their own. */
  private authors(): void {
    const texts = this.message.segments.filter(({ kind, isNew }) => kind === 'text' && isNew);
    for (const { node } of texts) {
      const extension = node
        .all('extension')
        .find((one) => this.extensions.get(one.value('url') ?? '') === 'author');
      const reference = extension?.one('valueReference');
      const role = reference && this.message.resolve(reference);
      const practitioner =
        role?.one('practitioner') && this.message.resolve(role.one('practitioner') as Node);
      if (role !== undefined && !this.roles.has(role)) this.roles.set(role, 'PractitionerRole[author]');
      if (practitioner !== undefined && !this.roles.has(practitioner))
        this.roles.set(practitioner, 'Practitioner[author]');
    }
  }

  resource(node: Node, parent: string): string {
    const role = this.roles.get(node);
    if (role !== undefined) return role;
    const type = node.value('resourceType') ?? 'resource';
    const only = ['MessageHeader', 'Patient', 'Communication', 'Encounter'].includes(type);
    return only ? type : `${parent}.${type}[${idName(node.value('id') ?? '')}]`;
  }

  /** What tells one of several elements from the others. */
  child(node: Node): string {
    const { name } = node;
    if (node.index < 0) return name;
    if (name === 'payload') return `payload[${this.payload(node)}]`;
    if (name === 'extension') {
      const url = node.value('url') ?? '';
      return `ext(${this.extensions.get(url) ?? url})`;
    }
    if (name === 'coding') return name;
    const telling = node.value('system') ?? node.value('use');
    if (telling === undefined) return `${name}[${node.index}]`;
    return `${name}[${this.systems.get(telling) ?? telling}]`;
  }

  private payload(node: Node): string {
    const attachment = node.one('contentAttachment');
    const url = attachment?.value('url');
    if (url !== undefined) return nameless('link', url);
    const segment = this.segments.get(node);
    if (segment?.kind === 'text') return segment.isNew ? 'text' : 'earlier text';
    const extension = node
      .all('extension')
      .find((one) => this.extensions.get(one.value('url') ?? '') === 'identifier');
    const id = extension?.one('valueIdentifier')?.value('value') ?? '';
    return uuidDigits(id) ?? nameless('attachment', id);
  }
}

/** A value as it stands, base64 without white space. */
const contentOf = (node: Node): string =>
  node.name === 'data' ? Buffer.from(base64Content(node).bytes).toString('latin1') : node.text;

/** The leaves of a message, in the order of the ledger. */
export const messageLeaves = (message: Message, table: MessageTable): Leaf[] => {
  const keys = new Keys(message, table);
  const leaves: Leaf[] = [];
  const walk = (node: Node, key: string): void => {
    const { children } = node;
    if (children === undefined || node.hasValue) {
      leaves.push({ key, path: node.path(), value: contentOf(node), place: message.source.of(node) });
    }
    for (const child of children ?? []) {
      const resource = child.name === 'resource' && child.children !== undefined;
      walk(child, resource ? keys.resource(child, 'entry') : `${entryKey(child, key, keys)}`);
    }
  };
  const entryKey = (child: Node, key: string, names: Keys): string => {
    const resource = child.name === 'entry' ? child.one('resource') : undefined;
    return resource === undefined
      ? `${key}.${names.child(child)}`
      : `entry(${names.resource(resource, 'entry')})`;
  };
  walk(message.bundle, 'Bundle');
  return numbered(leaves);
};
