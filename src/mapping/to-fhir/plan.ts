import type { ElementDefinition } from '../../formats/fhir/elements.js';
import { elementsOf } from '../../formats/fhir/elements.js';
import { Base64, type FhirObject, type FhirValue } from '../../formats/fhir/model.js';
import type { Made } from '../made.js';
import type { BundleTable } from '../notation.js';
import type { Run } from '../run.js';
import type { Target } from './target.js';

/** Makes the value of a leaf; undefined where there is none in this run. */
export type LeafMaker = (run: Run) => Made | undefined;

const display = (value: string | Base64): string =>
  value instanceof Base64 ? `(${value.length} characters of base64)` : value;

/** A leaf of the output: the first of its makers that has a value. */
class LeafPlan {
  readonly makers: Array<{ make: LeafMaker; column: string | undefined }> = [];

  constructor(private readonly boolean: boolean) {}

  build(run: Run, path: string): FhirValue | undefined {
    for (const { make, column } of this.makers) {
      const made = make(run);
      if (made === undefined) continue;
      const { value } = made;
      const one = typeof value === 'string' || value instanceof Base64 ? value : value[column as string];
      if (one === undefined) continue;
      run.ledger.wrote(made, path, run.ledger.tracing ? display(one) : '');
      return this.boolean ? one === 'true' : one;
    }
    return undefined;
  }
}

type Node = LeafPlan | ObjectPlan;

interface Slice {
  name: string;
  node: Node;
  /** Made once for each reference. */
  each: boolean;
}

interface Property {
  definition: ElementDefinition;
  slices: Slice[];
}

/** A constant that stands in a slice as soon as the slice has a value. */
interface Companion {
  name: string;
  value: string;
}

/** An object of the output. Its properties are kept in FHIR's order, so what it builds is in that order, too. */
export class ObjectPlan {
  private properties: Property[] = [];
  companions: Companion[] = [];

  constructor(readonly type: string) {}

  /** Adds a leaf at the end of a path below this object. */
  add(target: Target['segments'], at: string, bundle: BundleTable, make: LeafMaker, column?: string): void {
    const [segment, ...rest] = target;
    if (segment === undefined) return;
    const { definition, slice } = segment;
    const path = `${at}.${definition.name}${slice === '' ? '' : `[${slice}]`}`;
    const node = this.node(definition, slice, path, bundle);
    if (node instanceof LeafPlan) node.makers.push({ make, column });
    else node.add(rest, path, bundle, make, column);
  }

  private node(definition: ElementDefinition, slice: string, path: string, bundle: BundleTable): Node {
    let property = this.properties.find((p) => p.definition === definition);
    if (property === undefined) {
      property = { definition, slices: [] };
      this.properties.push(property);
      const order = [...(elementsOf(this.type)?.values() ?? [])];
      this.properties.sort((a, b) => order.indexOf(a.definition) - order.indexOf(b.definition));
    }
    const known = property.slices.find((s) => s.name === slice);
    if (known !== undefined) return known.node;
    const declared = bundle.slices[path];
    const node = definition.primitive
      ? new LeafPlan(definition.type === 'boolean')
      : new ObjectPlan(definition.type);
    if (node instanceof ObjectPlan) {
      const extension = bundle.extensions[/^ext\((\w+)\)$/.exec(slice)?.[1] ?? ''];
      const constants = { ...(extension === undefined ? {} : { url: extension.url }), ...declared?.with };
      node.companions = Object.entries(constants).map(([name, value]) => ({ name, value }));
    }
    property.slices.push({ name: slice, node, each: declared?.each !== undefined });
    const order = [...Object.keys(bundle.extensions).map((e) => `ext(${e})`), ...Object.keys(bundle.slices)];
    const rank = (name: string): number =>
      order.indexOf(name.startsWith('ext(') ? name : path.replace(/\[[^\]]*\]$/, `[${name}]`));
    property.slices.sort((a, b) => rank(a.name) - rank(b.name));
    return node;
  }

  /** Builds the object; undefined if none of its leaves has a value. */
  build(run: Run, path: string): FhirObject | undefined {
    const out: FhirObject = {};
    for (const { name } of this.companions) out[name] = undefined;
    return this.buildInto(out, run, path) ? out : undefined;
  }

  /** Puts the properties into an object; false if none has a value. */
  buildInto(out: FhirObject, run: Run, path: string): boolean {
    let some = false;
    const { tracing, mark } = run.ledger;
    for (const { definition, slices } of this.properties) {
      const { name, array } = definition;
      if (!array) {
        const value = slices[0]?.node.build(run, tracing ? `${path}.${name}` : '');
        if (value === undefined) continue;
        out[name] = value;
        some = true;
        continue;
      }
      let values: FhirValue[] | undefined;
      for (const { node, each } of slices) {
        const count = each ? run.items.length : 1;
        for (let i = 0; i < count; i++) {
          if (each) {
            const item = run.items[i];
            if (item?.kind === 'sup') continue;
            run.item = item;
          }
          const value = node.build(run, tracing ? `${path}.${name}[${values?.length ?? 0}]` : '');
          if (value === undefined) continue;
          if (values === undefined) values = [value];
          else values.push(value);
        }
        if (each) run.item = undefined;
      }
      if (values === undefined) continue;
      out[name] = values;
      some = true;
    }
    if (some) {
      for (const { name, value } of this.companions) {
        out[name] = value;
        if (tracing) run.ledger.wroteConstant(mark, `${path}.${name}`, value);
      }
    }
    return some;
  }
}
