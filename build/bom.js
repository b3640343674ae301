/**
 * Writes dist/bom.cdx.json, the bill of materials (CycloneDX 1.5) of what is needed to run. Part of `npm run build`. It says
 * nothing of when and where it was made, so that the same lock gives the same file. (`npm sbom --omit dev` leaves out
 * whatever something for development needs as well, as yaml.)
 */
import { writeFileSync } from 'node:fs';
import { packages, self } from './packages.js';

const purl = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

const licences = (licence) =>
  licence.includes(' ') ? [{ expression: licence }] : [{ license: { id: licence } }];

/** The lock has digests in base64, CycloneDX wants hexadecimal digits. */
const hashes = (integrity) => {
  const [algorithm, digest] = integrity.split(/-(.*)/s);
  return [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') }];
};

const component = (one) => ({
  type: 'library',
  'bom-ref': one.id,
  name: one.name,
  version: one.version,
  scope: one.optional ? 'optional' : 'required',
  hashes: hashes(one.integrity),
  licenses: licences(one.licence),
  purl: purl(one),
});

const needed = packages.filter(({ dev }) => !dev);
const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: {
    component: {
      type: 'application',
      'bom-ref': self.id,
      name: self.name,
      version: self.version,
      licenses: licences(self.licence),
      purl: purl(self),
    },
  },
  components: needed.map(component),
  dependencies: [self, ...needed].map(({ id, dependsOn }) => ({ ref: id, dependsOn })),
};
writeFileSync(new URL('../dist/bom.cdx.json', import.meta.url), `${JSON.stringify(bom, null, 2)}\n`);
