import type { Code } from '../diagnostics/catalog.js';
import { type Diagnostic, diagnostic, type Params } from '../diagnostics/diagnostic.js';
import { base64Content } from '../formats/base64.js';
import type { Node } from '../formats/fhir/node.js';
import type { Origin } from '../formats/origin.js';
import type { CodeList } from '../mapping/code-list.js';
import type { MessageTable } from '../mapping/notation.js';
import type { Message } from '../mapping/to-oioxml/message.js';
import type { MessageItem } from '../mapping/to-oioxml/message-run.js';
import { signatureFault } from './attachments.js';

const ENDPOINT_ID = /#id=(\d+)$/;

class Checks {
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly message: Message,
    private readonly table: MessageTable,
  ) {}

  private tell(origin: Origin, code: Code, params: Params = {}): void {
    this.diagnostics.push(diagnostic(code, this.message.source.of(origin), params));
  }

  private identifier(node: Node, slice: string): Node | undefined {
    const systems = this.table.slices[slice]?.is ?? [];
    return node
      .all('identifier')
      .find((one) => systems.includes(one.value('system') ?? ''))
      ?.one('value');
  }

  organisation(node: Node, party: string, endpoint: Node | undefined): void {
    if (this.identifier(node, 'Organization.identifier[GLN]') === undefined)
      this.tell(node, 'FHIR029', { party });
    const sor = this.identifier(node, 'Organization.identifier[SOR]')?.text.trim();
    const named = ENDPOINT_ID.exec(endpoint?.text.trim() ?? '')?.[1];
    if (endpoint !== undefined && sor !== undefined && named !== undefined && named !== sor)
      this.tell(endpoint, 'FHIR024');
  }

  /** The patient's numbers: of known kinds, and of their form. Rules: conversion rules 12. */
  patient(kinds: CodeList): void {
    const { patient } = this.message;
    let some = false;
    for (const kind of ['cpr', 'x-ecpr', 'd-ecpr']) {
      const form = new RegExp(kinds.get(kind)?.form ?? '');
      const systems = this.table.slices[`Patient.identifier[${kind}]`]?.is ?? [];
      for (const identifier of patient.all('identifier')) {
        const value = identifier.one('value');
        if (!systems.includes(identifier.value('system') ?? '') || value === undefined) continue;
        some ||= value.text.trim() !== '';
        if (!form.test(value.text.trim())) this.tell(value, 'FHIR027');
      }
    }
    if (!some) this.tell(patient, 'FHIR030');
  }

  attachments(items: readonly MessageItem[], types: CodeList): void {
    const byType = types.index('contentType');
    for (const { kind, segment } of items) {
      const attachment = segment.node.one('contentAttachment');
      const data = attachment?.one('data');
      if (kind !== 'file' || attachment === undefined || data === undefined) continue;
      const contentType = attachment.one('contentType');
      const code = byType.get(contentType?.text.trim() ?? '');
      if (contentType === undefined)
        this.tell(attachment, 'FHIR014', { path: 'contentAttachment.contentType' });
      else if (code !== undefined && code[this.table.permitted] !== 'yes') this.tell(contentType, 'FHIR035');
      const { bytes, size, fault } = base64Content(data);
      if (fault !== undefined) this.tell(data, 'FHIR021', { reason: fault });
      else if (size === 0) this.tell(data, 'FHIR025');
      const wrong = signatureFault(bytes, code?.signature);
      if (wrong !== undefined) this.tell(data, 'FHIR026', { type: code?.oioxml ?? '', what: wrong });
    }
    const most = this.table.attachments;
    if (items.length > most)
      this.tell(items[most]?.segment.node ?? this.message.communication, 'FHIR023', {
        count: items.length,
        most,
      });
  }
}

/** What there is to tell of a message beyond its structure. Rules: conversion rules 3.3, 11.4, 12; rulings D26, C13. */
export const checkMessage = (
  message: Message,
  items: readonly MessageItem[],
  table: MessageTable,
  codeLists: { types: CodeList; kinds: CodeList },
): Diagnostic[] => {
  const { header, sender, receiver } = message;
  const checks = new Checks(message, table);
  checks.organisation(sender, 'sender', header.one('source')?.one('endpoint'));
  checks.organisation(receiver, 'receiver', header.one('destination')?.one('endpoint'));
  checks.patient(codeLists.kinds);
  checks.attachments(items, codeLists.types);
  return checks.diagnostics;
};
