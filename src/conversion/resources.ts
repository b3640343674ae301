import type { Node } from '../formats/fhir/node.js';
import type { MessageTable } from '../mapping/notation.js';

const add = (map: Map<string, Node[]>, key: string, node: Node): void => {
  const known = map.get(key);
  if (known === undefined) map.set(key, [node]);
  else known.push(node);
};

/** The resources of a bundle, found by what references call them. */
export class Resources {
  private readonly byType = new Map<string, Node[]>();
  /** The first of each type and id, by `Type/id`. */
  private readonly byName = new Map<string, Node>();
  /** By fullUrl, once a reference asks for one. */
  private byUrl: Map<string, Node> | undefined;

  constructor(private readonly bundle: Node) {
    for (const entry of bundle.all('entry')) {
      const resource = entry.one('resource');
      if (resource?.children === undefined) continue;
      const type = resource.value('resourceType') ?? '';
      add(this.byType, type, resource);
      const name = `${type}/${resource.value('id') ?? ''}`;
      if (!this.byName.has(name)) this.byName.set(name, resource);
    }
  }

  of(type: string): Node[] {
    return this.byType.get(type) ?? [];
  }

  /** Relative, absolute and urn:uuid references, with or without a version. */
  resolve(reference: Node): Node | undefined {
    const written = reference.value('reference');
    if (written === undefined) return undefined;
    const version = written.indexOf('/_history/');
    const text = version < 0 ? written : written.slice(0, version);
    const slash = text.lastIndexOf('/');
    const relative = slash === text.indexOf('/');
    return (relative ? undefined : this.at(text)) ?? this.named(text, slash) ?? this.at(text);
  }

  /** The resource of the type and id that a reference ends with. */
  private named(text: string, slash: number): Node | undefined {
    if (slash < 0) return undefined;
    return this.byName.get(text.slice(text.lastIndexOf('/', slash - 1) + 1));
  }

  /** The resource of the entry with a fullUrl. */
  private at(url: string): Node | undefined {
    if (this.byUrl === undefined) {
      this.byUrl = new Map();
      for (const entry of this.bundle.all('entry')) {
        const [name, resource] = [entry.value('fullUrl'), entry.one('resource')];
        if (name !== undefined && resource !== undefined && !this.byUrl.has(name))
          this.byUrl.set(name, resource);
      }
    }
    return this.byUrl.get(url);
  }
}

/** The identifier of an organisation that is its location number. Rules: ruling D16. */
export const glnOf = (organisation: Node, { slices }: MessageTable): Node | undefined => {
  const systems = slices['Organization.identifier[GLN]']?.is ?? [];
  return organisation.all('identifier').find((one) => systems.includes(one.value('system') ?? ''));
};
