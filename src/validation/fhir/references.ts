import type { Node } from '../../formats/fhir/node.js';

/** The resources of a bundle, by what refers to them: the fullUrl of their entry, or `Type/id`. */
export class References {
  private readonly byUrl = new Map<string, Node>();
  private readonly inside = new Map<Node, Map<string | undefined, Node>>();

  constructor(entries: readonly Node[]) {
    for (const entry of entries) {
      const resource = entry.one('resource');
      if (resource === undefined) continue;
      const url = entry.exact('fullUrl');
      if (url !== undefined) this.byUrl.set(url, resource);
      const relative = `${resource.exact('resourceType')}/${resource.exact('id')}`;
      if (!this.byUrl.has(relative)) this.byUrl.set(relative, resource);
    }
  }

  /** The resource that is contained in the one that a value is in, by its id. */
  contained(value: Node, id: string): Node | undefined {
    let container = value;
    while (container.parent !== undefined && container.name !== 'resource') container = container.parent;
    let inside = this.inside.get(container);
    if (inside === undefined) {
      inside = new Map(container.all('contained').map((one) => [one.exact('id'), one]));
      this.inside.set(container, inside);
    }
    return inside.get(id);
  }

  resolve(reference: string): Node | undefined {
    return this.byUrl.get(reference);
  }
}

/** The type that a reference names, if it names one. */
export const typeNamed = (reference: string): string | undefined =>
  /^([A-Z][A-Za-z]+)\//.exec(reference)?.[1];
