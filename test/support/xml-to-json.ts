import { SaxesParser } from 'saxes';
import type { Json } from './fhir.js';

/** Elements that are arrays in JSON, from the list in the guide (FHIR messages, 12.1), by parent and name. */
const ARRAYS = new Set(
  `Bundle.entry MessageHeader.destination MessageHeader.focus Communication.identifier Communication.category
  Communication.recipient Communication.payload Patient.identifier Patient.name name.given Patient.address address.line
  Patient.telecom Encounter.episodeOfCare CareTeam.managingOrganization PractitionerRole.code Organization.identifier
  Practitioner.name category.coding activity.coding code.coding Provenance.target Provenance.agent Provenance.entity
  OperationOutcome.issue details.coding issue.expression meta.profile payload.extension destination.extension Communication.extension`.split(
    /\s+/,
  ),
);

interface Node {
  name: string;
  value: Json;
  attributes: Record<string, string>;
  children: Node[];
}

const parse = (xml: string): Node => {
  const top: Node = { name: '', value: undefined, attributes: {}, children: [] };
  const stack = [top];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  // A narrative is kept as it is written: its value is XHTML, not FHIR.
  let divStart = -1;
  parser.on('opentagstart', (tag) => {
    if (tag.name === 'div' && divStart < 0) divStart = parser.position - '<div '.length;
  });
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([k, a]) => [k, a.value]));
    const node: Node = { name: tag.local, value: attributes.value, attributes, children: [] };
    stack.at(-1)?.children.push(node);
    stack.push(node);
  });
  parser.on('closetag', (tag) => {
    const node = stack.pop() as Node;
    if (tag.name === 'div') {
      node.value = xml.slice(divStart, parser.position);
      node.children = [];
      divStart = -1;
    }
  });
  parser.write(xml).close();
  return top.children[0] as Node;
};

const BOOLEANS = new Set(['deceasedBoolean', 'active']);

const toObject = (node: Node, type: string): Json => {
  const object: Json = /^[A-Z]/.test(type) ? { resourceType: type } : {};
  if (node.attributes.url !== undefined) object.url = node.attributes.url;
  for (const child of node.children) {
    let value = child.value;
    if (child.name === 'resource')
      value = toObject(child.children[0] as Node, (child.children[0] as Node).name);
    else if (value === undefined) value = toObject(child, child.name);
    else if (BOOLEANS.has(child.name)) value = value === 'true';
    if (ARRAYS.has(`${type}.${child.name}`)) object[child.name] = [...(object[child.name] ?? []), value];
    else if (object[child.name] !== undefined) throw new Error(`${type}.${child.name} is there twice`);
    else object[child.name] = value;
  }
  return object;
};

/** Reads FHIR XML to FHIR JSON, with nothing of our own tables: a second opinion on the writer. */
export const xmlToJson = (xml: string): Json => {
  const root = parse(xml);
  return toObject(root, root.name);
};
