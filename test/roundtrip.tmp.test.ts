import fc from 'fast-check';
import { expect, test } from 'vitest';
import { careCommunication } from './support/generate-message.js';
import { tables, sampleDirectory, converter } from './support/converter.js';
import { createRoundTripper } from '../src/roundtrip/roundtrip.js';
import { correspondence, xdis91 } from './support/generate.js';
const rt = createRoundTripper(tables, sampleDirectory);
const N = Number(process.env.N ?? 300);
const tally = (name: string, trips: any[]) => {
  const by = new Map<string, {n:number, ex: unknown}>();
  const note = (k: string, ex: unknown) => { const e = by.get(k) ?? {n:0, ex}; e.n++; by.set(k, e); };
  let complete = 0;
  for (const trip of trips) {
    if (trip.complete) complete++;
    for (const d of trip.diagnostics) if (d.severity === 'error' || d.code === 'MAP017' || d.code==='IN010') note('diag ' + d.code + ' ' + d.message, d.place.path);
    for (const d of trip.differences) if (d.verdict === 'unexpected') note(['unexp', d.rows, d.reason, d.key.replace(/\[[^\]]*\]/g, '[]')].join(' '), [d.key, d.before, d.after]);
  }
  console.log(name, trips.length, 'complete', complete, [...by].map(([k, {n, ex}]) => `${n}x ${k} :: ${JSON.stringify(ex)?.slice(0,400)}`).join('\n'));
};
test('messages', () => {
  const trips = fc.sample(careCommunication, { numRuns: N, seed: Number(process.env.SEED ?? 1) }).map((bundle) => {
    const read = rt.read({ name: 'm.json', bytes: Buffer.from(JSON.stringify(bundle)) });
    if (read.message === undefined) throw new Error(JSON.stringify(read.diagnostics));
    return rt.message('m.json', read.message as never);
  });
  tally('messages', trips);
  // second trip
  const bad: string[] = [];
  const again = trips.filter((t) => t.complete).map((t) => {
    const read = rt.read({ name: 'm2.json', bytes: t.result[0] as never });
    const second = rt.message('m2.json', read.message as never);
    for (const d of second.differences) if (d.before !== d.after && !/(\.id|\.fullUrl|\.reference|\.div)$/.test(d.key) && !/^urn:uuid:/.test(d.before ?? '')) bad.push(JSON.stringify([d.key, d.rows, d.reason, d.before, d.after]).slice(0, 300));
    return second;
  });
  tally('again', again);
  console.log('changed on the second trip', bad.length, bad.slice(0, 10).join('\n'));
}, 600000);
const permit = (t: string) => t.replace(/<ObjectExtensionCode>(\w+)</g, (_, c: string) => `<ObjectExtensionCode>${['pdf','png','gif','jpeg','tiff','bmp'][c.length % 6]}<`);
test('letters', () => {
  const go = (gen: any, seed: number) => fc.sample(gen, { numRuns: N, seed }).map((x: any) => {
    const { letter, binaries } = typeof x === 'string' ? { letter: x, binaries: [] } : x;
    const l = rt.read({ name: 'l.xml', bytes: Buffer.from(permit(letter)) }).letters[0];
    const b = binaries.flatMap((t: string, i: number) => rt.read({ name: `b${i}.xml`, bytes: Buffer.from(permit(t)) }).letters);
    return rt.letter(l as never, b);
  });
  for (const gen of [correspondence]) {
    const trips = go(gen, Number(process.env.SEED ?? 1));
    tally('letters', trips);
    const bad: string[] = [];
    const again = trips.filter((t: any) => t.complete).map((t: any) => {
      const all = t.result.flatMap((bytes: any, i: number) => rt.read({ name: `r${i}.xml`, bytes }).letters);
      const second = rt.letter(all[0], all.slice(1));
      for (const d of second.differences) if (d.before !== d.after && !/C5|C9|CB5|CB9/.test(d.rows.at(-1) ?? '')) bad.push(JSON.stringify([d.key, d.rows, d.reason, d.before, d.after]).slice(0, 300));
      return second;
    });
    tally('again', again);
    console.log('changed on the second trip', bad.length, bad.slice(0, 10).join('\n'));
  }
}, 600000);
