import { readFileSync } from 'node:fs';
import {
  type Converter,
  type MessageConversion,
  type Options,
  type ReadMessage,
  toOioxml,
} from '../../src/index.js';
import { converter } from './converter.js';
import type { Json } from './fhir.js';

/** The message of a sample, to be changed by a test. */
export const sampleMessage = (scenario: string): Json =>
  JSON.parse(readFileSync(`samples/${scenario}/input/message.json`, 'utf8'));

/** The first resource of a type. */
export const resource = (bundle: Json, type: string): Json =>
  bundle.entry.find((one: Json) => one.resource.resourceType === type).resource;

/** The organisation that sends or receives. */
export const organisation = (bundle: Json, party: 'sender' | 'receiver'): Json => {
  const header = resource(bundle, 'MessageHeader');
  const { reference } = party === 'sender' ? header.sender : header.destination[0].receiver;
  return bundle.entry.find((one: Json) => one.fullUrl.endsWith(reference)).resource;
};

/** What a message became: the conversion, and the letters as text. */
export interface Converted extends MessageConversion {
  xdis91: string;
  xbin01: string;
  /** Texts of all elements of a name in the XDIS91. */
  all(name: string): string[];
  /** The lines of its Text01. */
  lines: string[];
  codes: string[];
}

/** Converts a bundle. */
export const convertBundle = (bundle: Json, options: Options = {}, by: Converter = converter): Converted => {
  const bytes = Buffer.from(JSON.stringify(bundle));
  const { message, diagnostics } = by.read({ name: 'message.json', bytes });
  if (message === undefined) throw new Error(JSON.stringify(diagnostics));
  const conversion = by.convertMessage('message.json', message as ReadMessage, options);
  const [xdis91 = '', xbin01 = ''] = conversion.letters.map(({ root }) =>
    Buffer.concat([...toOioxml(root)]).toString('latin1'),
  );
  const all = (name: string): string[] =>
    [...xdis91.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, text = '']) => text);
  return {
    ...conversion,
    xdis91,
    xbin01,
    all,
    lines: (all('Text01')[0] ?? '').split('<Break/>').slice(0, -1),
    codes: conversion.diagnostics.map(({ code }) => code),
  };
};

/** Converts a sample with a change. */
export const convertChanged = (
  scenario: string,
  change: (bundle: Json) => void,
  options: Options = {},
  by: Converter = converter,
): Converted => {
  const bundle = sampleMessage(scenario);
  change(bundle);
  return convertBundle(bundle, options, by);
};
