import type { Node } from '../../formats/fhir/node.js';

/** The resources of a bundle, by what refers to them: the fullUrl of their entry, or `Type/id`. */
export class References {
  private readonly byUrl = new Map<string, Node>();

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

  resolve(reference: string): Node | undefined {
    return this.byUrl.get(reference);
  }
}

/** The type that a reference names, if it names one. */
export const typeNamed = (reference: string): string | undefined =>
  /^([A-Z][A-Za-z]+)\//.exec(reference)?.[1];
