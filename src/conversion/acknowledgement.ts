import type { Code } from '../diagnostics/catalog.js';
import type { Diagnostic, Params } from '../diagnostics/diagnostic.js';
import { tellFew } from '../diagnostics/few.js';
import { phrase } from '../diagnostics/phrase.js';
import type { Node } from '../formats/fhir/node.js';
import type { Document } from '../formats/fhir/parse.js';
import { instantMs } from '../mapping/copenhagen.js';
import type { AnsweringMessage } from '../mapping/receipts/answering-message.js';
import type { Tables } from '../mapping/tables.js';
import { glnOf, Resources } from './resources.js';

/** What was read of a FHIR document: an Acknowledgement, or the reason why there is none. */
export interface ReadAcknowledgement {
  message: AnsweringMessage | undefined;
  diagnostics: Diagnostic[];
}

/** The code that says what a bundle is for; undefined if it has none. */
export const eventOf = ({ root }: Document): Node | undefined => {
  const headers = root.all('entry').flatMap((entry) => entry.one('resource') ?? []);
  const header = headers.find((one) => one.value('resourceType') === 'MessageHeader');
  return header?.one('eventCoding')?.one('code');
};

const ORGANIZATION = 'Organization';

class Reader {
  readonly diagnostics: Diagnostic[] = [];
  private readonly resources: Resources;
  private readonly bundle: Node;

  constructor(
    private readonly document: Document,
    private readonly tables: Tables,
  ) {
    this.bundle = document.root;
    this.resources = new Resources(this.bundle);
  }

  private tell(node: Node, code: Code, params: Params = {}): undefined {
    const { source } = this.document;
    tellFew(this.diagnostics, source.most, { code, params }, () => source.of(node));
    return undefined;
  }

  private demanded(node: Node | undefined, name: string, path: string): string {
    const value = node?.value(name);
    if (value === undefined) this.tell(node ?? this.bundle, 'FHIR014', { path });
    return value ?? '';
  }

  private organisation(
    parent: Node,
    name: string,
    path: string,
    party: 'sender' | 'receiver',
  ): Node | undefined {
    const reference = parent.one(name);
    if (reference === undefined) return this.tell(parent, 'FHIR014', { path });
    const found = this.resources.resolve(reference);
    if (found?.value('resourceType') !== ORGANIZATION)
      return this.tell(reference.one('reference') ?? reference, 'FHIR015', { type: ORGANIZATION });
    if (glnOf(found, this.tables.message)?.value('value') === undefined)
      this.tell(found, 'FHIR029', { party: phrase(party) });
    return found;
  }

  /** An error must tell its reasons. Rules: medcom-acknowledgement-1. */
  private issues(response: Node, code: string): Node[] {
    const outcomes = this.resources.of('OperationOutcome');
    const issues = outcomes.flatMap((outcome) => outcome.all('issue'));
    if (code !== 'ok' && issues.length === 0) this.tell(response, 'FHIR038');
    return issues;
  }

  /** There must be one, and what it says is answered must be what the response says. Rules: conversion rules 8.1. */
  private provenances(answers: string): void {
    const all = this.resources.of('Provenance');
    if (all.length === 0) this.tell(this.bundle, 'FHIR012', { resource: 'Provenance' });
    const named = all
      .flatMap((one) => one.all('entity'))
      .flatMap((entity) => entity.one('what')?.one('reference') ?? [])
      .filter(({ text }) => text.includes('MessageHeader/'));
    const [other] = named.filter(({ text }) => !text.trim().endsWith(`/${answers}`));
    if (other !== undefined && answers !== '') this.tell(other, 'REC006');
  }

  read(): AnsweringMessage | undefined {
    const [header, another] = this.resources.of('MessageHeader');
    if (header === undefined) return this.tell(this.bundle, 'FHIR012', { resource: 'MessageHeader' });
    if (another !== undefined) return this.tell(another, 'FHIR013', { resource: 'MessageHeader' });
    if (this.bundle.value('type') !== 'message') return this.tell(this.bundle, 'FHIR011');
    this.demanded(this.bundle, 'id', 'Bundle.id');
    const sent = this.bundle.one('timestamp');
    if (sent === undefined) this.tell(this.bundle, 'FHIR014', { path: 'Bundle.timestamp' });
    else if (instantMs(sent.text.trim()) === undefined)
      this.tell(sent, 'FHIR022', { element: 'Bundle.timestamp' });
    this.demanded(header, 'id', 'MessageHeader.id');
    const sender = this.organisation(header, 'sender', 'MessageHeader.sender', 'sender');
    const destination = header.one('destination') ?? header;
    const receiver = this.organisation(
      destination,
      'receiver',
      'MessageHeader.destination.receiver',
      'receiver',
    );
    const response = header.one('response');
    const answers = this.demanded(response, 'identifier', 'MessageHeader.response.identifier');
    const code = this.demanded(response, 'code', 'MessageHeader.response.code');
    const told = response?.one('code');
    if (
      told !== undefined &&
      code !== '' &&
      this.tables.codeLists.get('response-codes')?.get(code) === undefined
    )
      this.tell(told, 'FHIR037');
    const issues = response === undefined || code === '' ? [] : this.issues(response, code);
    this.provenances(answers);
    if (sender === undefined || receiver === undefined) return undefined;
    const { source } = this.document;
    return { source, bundle: this.bundle, header, sender, receiver, issues, answers, code };
  }
}

/**
 * Takes an Acknowledgement apart and checks it. Rules: FHIR messages 10.
 *
 * @returns the message; with errors if it cannot be converted
 */
export const readAcknowledgement = (document: Document, tables: Tables): ReadAcknowledgement => {
  const reader = new Reader(document, tables);
  const message = reader.read();
  return { message, diagnostics: [...document.diagnostics, ...reader.diagnostics] };
};
