import { Base64, type FhirObject, type FhirValue } from './model.js';
import { Node } from './node.js';

const EMPTY = new Uint8Array();

const fill = (node: Node, value: FhirValue): void => {
  if (value instanceof Base64) node.slice = value.bytes.length === 0 ? EMPTY : value.bytes;
  else if (typeof value === 'object') members(node, value as FhirObject);
  else node.text = String(value);
};

const members = (node: Node, object: FhirObject): void => {
  node.children = [];
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const items = Array.isArray(value) ? value : [value];
    for (const [i, item] of items.entries()) {
      const child = new Node(name, node, Array.isArray(value) ? i : -1, 0);
      fill(child, item);
      node.children.push(child);
    }
  }
};

/** A resource that was made as nodes, as if it had been read: places in it are paths only. */
export const nodesOfResource = (resource: FhirObject): Node => {
  const root = new Node('', undefined, -1, 0);
  members(root, resource);
  return root;
};
