import type { Code } from '../diagnostics/catalog.js';
import type { Diagnostic, Params } from '../diagnostics/diagnostic.js';
import { tellFew } from '../diagnostics/few.js';
import { phrase } from '../diagnostics/phrase.js';
import { base64Content } from '../formats/base64.js';
import type { Node } from '../formats/fhir/node.js';
import type { Origin } from '../formats/origin.js';
import type { CodeList } from '../mapping/code-list.js';
import type { MessageTable } from '../mapping/notation.js';
import type { Message } from '../mapping/to-oioxml/message.js';
import type { MessageItem } from '../mapping/to-oioxml/message-run.js';
import { signatureFault } from './attachments.js';

const ENDPOINT_ID = /#id=(\d+)$/;

/** A kind of person number: the systems it is told by, and its form. */
interface Kind {
  systems: readonly string[];
  form: RegExp;
}

class Checks {
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly message: Message,
    private readonly table: MessageTable,
    private readonly longestUrl: number,
  ) {}

  private tell(origin: Origin, code: Code, params: Params = {}): void {
    const { source } = this.message;
    tellFew(this.diagnostics, source.most, { code, params }, () => source.of(origin));
  }

  private identifier(node: Node, slice: string): Node | undefined {
    const systems = this.table.slices[slice]?.is ?? [];
    return node
      .all('identifier')
      .find((one) => systems.includes(one.value('system') ?? ''))
      ?.one('value');
  }

  organisation(node: Node, party: 'sender' | 'receiver', endpoint: Node | undefined): void {
    if (this.identifier(node, 'Organization.identifier[GLN]') === undefined)
      this.tell(node, 'FHIR029', { party: phrase(party) });
    const sor = this.identifier(node, 'Organization.identifier[SOR]')?.text.trim();
    const named = ENDPOINT_ID.exec(endpoint?.text.trim() ?? '')?.[1];
    if (endpoint !== undefined && sor !== undefined && named !== undefined && named !== sor)
      this.tell(endpoint, 'FHIR024');
  }

  /** The patient's numbers: of known kinds, and of their form. Rules: conversion rules 12. */
  patient(kinds: readonly Kind[]): void {
    const { patient } = this.message;
    let some = false;
    for (const identifier of patient.all('identifier')) {
      const value = identifier.one('value');
      const system = identifier.value('system') ?? '';
      const kind = kinds.find(({ systems }) => systems.includes(system));
      if (kind === undefined || value === undefined) continue;
      some ||= value.text.trim() !== '';
      if (!kind.form.test(value.text.trim())) this.tell(value, 'FHIR027');
    }
    if (!some) this.tell(patient, 'FHIR030');
  }

  /** Links that did not become an attachment, because their address is too long. */
  private links(items: readonly MessageItem[]): void {
    const carried = new Set(items.map(({ segment }) => segment));
    for (const segment of this.message.segments) {
      if (segment.kind !== 'url' || carried.has(segment)) continue;
      const url = segment.node.one('contentAttachment')?.one('url');
      if (url !== undefined) this.tell(url, 'MAP044', { most: this.longestUrl });
    }
  }

  attachments(items: readonly MessageItem[], byType: ReturnType<CodeList['index']>): void {
    for (const { kind, segment } of items) {
      const attachment = segment.node.one('contentAttachment');
      const data = attachment?.one('data');
      if (kind !== 'file' || attachment === undefined || data === undefined) continue;
      const contentType = attachment.one('contentType');
      const code = byType.get(contentType?.text.trim() ?? '');
      if (contentType === undefined)
        this.tell(attachment, 'FHIR014', { path: 'contentAttachment.contentType' });
      else if (code !== undefined && code[this.table.permitted] !== 'yes') this.tell(contentType, 'FHIR035');
      const { head, size, fault } = base64Content(data);
      if (fault !== undefined) this.tell(data, 'FHIR021', { reason: fault });
      else if (size === 0) this.tell(data, 'FHIR025');
      const wrong = signatureFault(head, code?.signature);
      if (wrong !== undefined) this.tell(data, 'FHIR026', { type: code?.oioxml ?? '', what: wrong });
    }
    this.links(items);
    const most = this.table.attachments;
    if (items.length > most)
      this.tell(items[most]?.segment.node ?? this.message.communication, 'FHIR023', {
        count: items.length,
        most,
      });
  }
}

/**
 * Prepares the checks of a message beyond its structure: organisations, the patient's numbers, attachments. Rules:
 * conversion rules 3.3, 11.4, 12; rulings D26, C13.
 *
 * @param longestUrl characters of an address that a letter holds
 */
export const messageChecks = (
  table: MessageTable,
  codeLists: { types: CodeList; kinds: CodeList },
  longestUrl: number,
): ((message: Message, items: readonly MessageItem[]) => Diagnostic[]) => {
  const byType = codeLists.types.index('contentType');
  const kinds = ['cpr', 'x-ecpr', 'd-ecpr'].map((kind) => ({
    systems: table.slices[`Patient.identifier[${kind}]`]?.is ?? [],
    form: new RegExp(codeLists.kinds.get(kind)?.form ?? ''),
  }));
  return (message, items) => {
    const { header, sender, receiver } = message;
    const checks = new Checks(message, table, longestUrl);
    checks.organisation(sender, 'sender', header.one('source')?.one('endpoint'));
    checks.organisation(receiver, 'receiver', header.one('destination')?.one('endpoint'));
    checks.patient(kinds);
    checks.attachments(items, byType);
    return checks.diagnostics;
  };
};
