import type { Code } from '../../diagnostics/catalog.js';
import type { Params, Severity } from '../../diagnostics/diagnostic.js';
import { Followed } from '../../formats/fhir/followed.js';
import type { Node } from '../../formats/fhir/node.js';
import { type Environment, NotOneValue } from '../fhirpath/values.js';
import type { Issue } from './issue.js';
import type { Knowledge } from './knowledge.js';
import { narrativeIssues } from './narrative.js';
import { References, typeNamed } from './references.js';
import type { Shape } from './shape.js';
import { type Met, Walk, type Written } from './walk.js';

const withoutVersion = (url: string): string => {
  const version = url.indexOf('|');
  return version < 0 ? url : url.slice(0, version);
};

/** More of the name of a type is not told; those that FHIR has are shorter. */
const TYPE_TOLD = 100;

/** That everything referred to is in the message, but for messages before it. */
const EVERYTHING = 'FHIR messages 3';

/** Checks one bundle. What is found out of a resource is kept, since several references lead to it. */
class BundleCheck {
  readonly issues: Issue[] = [];
  private readonly references: References;
  private readonly environment: Environment;
  private readonly walked = new Map<Node, Map<string, Walk>>();
  private readonly claims = new Map<Node, ReadonlySet<string>>();
  private readonly followed: Followed;
  private followedFar = false;

  constructor(
    private readonly bundle: Node,
    private readonly knowledge: Knowledge,
    private readonly written: Written,
    private readonly mostFollowed: number,
  ) {
    this.references = new References(bundle.all('entry'));
    this.followed = new Followed(bundle, mostFollowed);
    this.environment = {
      root: bundle,
      known: new Map(),
      resolve: (reference) => this.resolve(reference),
      hasCode: knowledge.codes.has,
      aboutSet: knowledge.codes.about,
      conforms: (resource, profile) => this.conforms(resource, profile),
    };
  }

  /**
   * The resource that a reference leads to, in a rule.
   *
   * @throws NotOneValue, after it is told, if rules went through far more than there is in the bundle: many references to a
   * resource that holds much
   */
  private resolve(reference: string): Node | undefined {
    const found = this.references.resolve(reference);
    if (found === undefined || this.followed.allows(found)) return found;
    if (!this.followedFar)
      this.tell(this.bundle, 'LIM013', { limit: this.mostFollowed }, 'error', 'input limits');
    this.followedFar = true;
    throw new NotOneValue();
  }

  /** The profiles that a resource claims, with those that they stand on. */
  private claimed(resource: Node): ReadonlySet<string> {
    let claimed = this.claims.get(resource);
    if (claimed === undefined) {
      const urls = resource.one('meta')?.all('profile') ?? [];
      claimed = new Set(urls.flatMap(({ text }) => this.knowledge.profilesAt(withoutVersion(text))));
      this.claims.set(resource, claimed);
    }
    return claimed;
  }

  private tell(node: Node, code: Code, params: Params, severity: Severity, rule: string): void {
    this.issues.push({ node, code, params, severity, rule });
  }

  /** What is wrong with a resource as one of a profile, or, without one, of its type. */
  private walk(resource: Node, name: string, shape: Shape): Walk {
    let ofResource = this.walked.get(resource);
    if (ofResource === undefined) {
      ofResource = new Map();
      this.walked.set(resource, ofResource);
    }
    let walk = ofResource.get(name);
    if (walk === undefined) {
      walk = new Walk(this.environment, this.written, name);
      ofResource.set(name, walk);
      walk.value(resource, shape);
    }
    return walk;
  }

  private conforms(resource: Node, profile: string): boolean {
    const { issues } = this.walk(resource, profile, this.knowledge.shapes.ofProfile(profile));
    return issues.every(({ severity }) => severity !== 'error');
  }

  /** A reference must lead to where it may lead to. */
  private follow({ node, shape }: Met, profile: string): void {
    const { bundled } = shape;
    const to = shape.to();
    const reference = node.exact('reference');
    if (reference === undefined) {
      // Nobody forbids to refer to it by an identifier only.
      if (bundled) this.tell(node, 'FHIR113', {}, 'warning', EVERYTHING);
      return;
    }
    const place = node.one('reference') ?? node;
    const inside = reference.startsWith('#');
    const target = inside
      ? this.references.contained(node, reference.slice(1))
      : this.references.resolve(reference);
    if (bundled ? inside || target === undefined : inside && target === undefined)
      this.tell(place, 'FHIR113', {}, 'error', profile);
    const type = target?.exact('resourceType') ?? typeNamed(reference);
    if (!bundled && !inside && target === undefined && type !== 'MessageHeader')
      this.tell(place, 'FHIR113', {}, 'warning', EVERYTHING);
    if (type === undefined || to.size === 0) return;
    const profiles = to.get(type);
    if (profiles === undefined) {
      const told = type.slice(0, TYPE_TOLD);
      this.tell(place, 'FHIR114', { type: told, allowed: [...to.keys()].join(', ') }, 'error', profile);
      return;
    }
    if (target === undefined || profiles.length === 0) return;
    // What is wrong with a resource as what it claims to be is told at its own place.
    const claimed = this.claimed(target);
    if (profiles.some((name) => claimed.has(name))) return;
    if (!profiles.some((name) => this.conforms(target, name)))
      this.tell(place, 'FHIR115', { profile: profiles.join(', ') }, 'error', profile);
  }

  /** Checks a resource by one profile, with what its references lead to. */
  private by(resource: Node, name: string, shape: Shape): void {
    const { issues, references } = this.walk(resource, name, shape);
    for (const issue of issues) this.issues.push(issue);
    for (const met of references) this.follow(met, name);
  }

  /** The type of a resource; undefined, after it is told, if it has none that FHIR knows. */
  private typeOf(resource: Node): string | undefined {
    const type = resource.exact('resourceType');
    if (type !== undefined && this.knowledge.resources.has(type)) return type;
    // What is no object, or has nothing in it, is told where it stands.
    if ((resource.children?.length ?? 0) === 0) return undefined;
    if (type === undefined) {
      const params = { element: 'resourceType', min: 1, count: 0 };
      this.tell(resource, 'FHIR101', params, 'error', 'FHIR messages 12.1');
    } else this.tell(resource.one('resourceType') ?? resource, 'FHIR129', {}, 'error', 'FHIR messages 12.1');
    return undefined;
  }

  /** Checks a resource by what it claims to be, with those that it contains. */
  private resource(resource: Node, contained = false): void {
    for (const one of resource.all('contained')) this.resource(one, true);
    const type = this.typeOf(resource);
    if (type === undefined) return;
    const { shapes, types, profilesAt, profiles } = this.knowledge;
    // One that is claimed several times is checked once.
    const known = new Set<string>();
    for (const claimed of resource.one('meta')?.all('profile') ?? []) {
      const [name] = profilesAt(withoutVersion(claimed.text));
      if (name === undefined) this.tell(claimed, 'FHIR119', {}, 'warning', 'FHIR messages 3.3');
      else if (profiles.get(name)?.of !== type)
        this.tell(claimed, 'FHIR120', { profile: name, type }, 'error', name);
      else if (!known.has(name)) {
        known.add(name);
        this.by(resource, name, shapes.ofProfile(name));
        if (contained) continue;
        this.issues.push(...narrativeIssues(resource, name, this.knowledge, this.environment, this.written));
      }
    }
    if (known.size > 0) return;
    if (!types.has(type)) {
      this.tell(resource, 'FHIR116', { type }, 'info', 'FHIR messages 4.1');
      return;
    }
    this.by(resource, type, shapes.ofType(type));
    if (!contained) this.tell(resource, 'FHIR121', { type }, 'warning', 'FHIR messages 3.3');
  }

  /** The profile that a message of its event has, whatever it claims. */
  private ownProfile(): void {
    const { profileOf, shapes } = this.knowledge;
    const header = this.bundle.one('entry')?.one('resource');
    const event = header?.one('eventCoding')?.exact('code');
    const name = event === undefined ? undefined : profileOf.get(event);
    const checked = this.walked.get(this.bundle);
    if (name === undefined) {
      // Of another standard, it may be right as what it claims to be.
      const severity = checked?.has('Bundle') ? 'error' : 'warning';
      this.tell(this.bundle, 'FHIR123', {}, severity, 'FHIR messages 6.4');
      return;
    }
    if (checked?.has(name)) return;
    this.tell(this.bundle, 'FHIR122', { profile: name }, 'error', 'FHIR messages 3.3');
    this.by(this.bundle, name, shapes.ofProfile(name));
  }

  run(): Issue[] {
    if (this.bundle.exact('resourceType') !== 'Bundle') {
      this.tell(this.bundle, 'FHIR010', {}, 'error', 'FHIR messages 3');
      return this.issues;
    }
    this.resource(this.bundle);
    this.ownProfile();
    for (const entry of this.bundle.all('entry')) {
      const resource = entry.one('resource');
      if (resource !== undefined) this.resource(resource);
    }
    return this.issues;
  }
}

/**
 * Checks a bundle by the profiles that its resources claim, and by those that its event demands.
 *
 * @param mostFollowed how many times the bundle its references may lead to
 * @returns what is wrong, in no particular order; one thing may be there several times
 */
export const bundleIssues = (
  bundle: Node,
  knowledge: Knowledge,
  written: Written,
  mostFollowed: number,
): Issue[] => new BundleCheck(bundle, knowledge, written, mostFollowed).run();
