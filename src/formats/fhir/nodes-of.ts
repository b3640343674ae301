import { Base64, type FhirObject, type FhirValue } from './model.js';
import { Node } from './node.js';

const member = (name: string, parent: Node, index: number, value: FhirValue): Node => {
  const node = new Node(name, parent, index, 0);
  if (typeof value === 'string') node.text = value;
  else if (value instanceof Base64) node.made = value;
  else if (typeof value === 'object') node.children = members(node, value as FhirObject);
  else node.text = String(value);
  return node;
};

const members = (node: Node, object: FhirObject): Node[] => {
  const children: Node[] = [];
  for (const name in object) {
    const value = object[name];
    if (value === undefined) continue;
    if (Array.isArray(value))
      for (let i = 0; i < value.length; i++) children.push(member(name, node, i, value[i] as FhirValue));
    else children.push(member(name, node, -1, value as FhirValue));
  }
  return children;
};

/** A resource that was made as nodes, as if it had been read: places in it are paths only. */
export const nodesOfResource = (resource: FhirObject): Node => {
  const root = new Node('', undefined, -1, 0);
  root.children = members(root, resource);
  return root;
};
