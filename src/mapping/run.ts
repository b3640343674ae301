import type { Code } from '../diagnostics/catalog.js';
import { type Diagnostic, diagnostic, type Params, type Severity } from '../diagnostics/diagnostic.js';
import type { Directory, Organisation } from '../directory/index.js';
import type { Rec } from '../formats/oioxml/check.js';
import type { Element } from '../formats/oioxml/element.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Source } from '../formats/oioxml/source.js';
import type { Ids } from './ids.js';
import type { Ledger } from './ledger.js';
import type { Made } from './made.js';
import type { AttachmentKind } from './notation.js';

/** A reference of the letter with the object it refers to, or either alone. */
export interface Item {
  kind: AttachmentKind;
  /** From 1, in the order of the payloads. */
  number: number;
  reference: Rec | undefined;
  object: { record: Rec; letter: Letter } | undefined;
  /** True if an earlier reference names the same object; the payload still needs an id of its own. */
  repeated: boolean;
  memo: Array<Made | undefined | null>;
}

/** One conversion of one letter: what it works on and what it gathers. */
export class Run {
  readonly diagnostics: Diagnostic[] = [];
  readonly memo: Array<Made | undefined | null> = [];
  /** The reference in hand, while payloads are made. */
  item: Item | undefined = undefined;
  private readonly organisations = new Map<Element, Organisation | null>();

  constructor(
    readonly letter: Letter,
    readonly attachments: readonly Letter[],
    readonly items: readonly Item[],
    readonly ids: Ids,
    readonly ledger: Ledger,
    private readonly directory: Directory,
    private readonly sorMissing: 'error' | 'warn',
  ) {}

  /** Tells of something at an element of any of the letters. */
  tell(
    element: Element,
    code: Code,
    params: Params = {},
    over: { rule?: string; severity?: Severity } = {},
  ): void {
    const source = this.sourceOf(element);
    this.diagnostics.push(diagnostic(code, source.of(element), { element: element.name, ...params }, over));
  }

  /** The text that an element was parsed from. */
  sourceOf(element: Element): Source {
    let root = element;
    while (root.parent !== undefined) root = root.parent;
    const holds = (letter: Letter): boolean => letter.envelope.parent === root;
    return (this.attachments.find(holds) ?? this.letter).source;
  }

  /**
   * The directory's entry for a GLN; a missing one is told once. Rules: conversion rules 16.
   *
   * @param gln the element that holds it
   * @param row the row that asks
   */
  organisation(gln: Element, row: string): Organisation | undefined {
    const known = this.organisations.get(gln);
    if (known !== undefined) return known ?? undefined;
    const found = this.directory.byGln(gln.text, this.sentDate());
    this.organisations.set(gln, found ?? null);
    if (found?.sorId === undefined) {
      const named = /^[0-9]{1,14}$/.test(gln.text) ? gln.text : 'that is no number';
      const severity = this.sorMissing === 'error' ? 'error' : 'warning';
      this.tell(gln, 'SOR001', { party: gln.parent?.name ?? '', gln: named }, { severity, rule: row });
    }
    return found;
  }

  /** The date the letter was sent, which decides whether an entry of the directory is in force. */
  private sentDate(): string | undefined {
    const sent = this.letter.schema.leaves.get('Envelope/Sent/Date');
    return sent === undefined ? undefined : this.letter.record.slots[sent.leaf.slot]?.text;
  }
}
