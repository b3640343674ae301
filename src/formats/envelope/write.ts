import { encodedContent, encodedPieces } from '../base64.js';
import { inMemory, lasting, type Piece, RawContent } from '../byte-source.js';
import {
  type EndPoint,
  type MetaInformation,
  NAMESPACE,
  type VansEnvelope,
  type VansMessage,
  type VansReceipt,
} from './model.js';

/** An element to be written: its content is text, elements, or bytes in base64. */
interface Out {
  name: string;
  content: string | Out[] | Piece;
  attributes?: Readonly<Record<string, string>>;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const reference = (c: string): string => ESCAPES[c] ?? `&#x${c.charCodeAt(0).toString(16).toUpperCase()};`;
/** A carriage return would be read back as a line feed; in an attribute, line ends and tabs as spaces. */
const inText = (text: string): string => text.replace(/[&<>\r]/g, reference);
const inAttribute = (text: string): string => text.replace(/[&<>"\r\n\t]/g, reference);

/** Elements in their order; those without content are left out. */
const elements = (of: Readonly<Record<string, Out['content'] | undefined>>): Out[] =>
  Object.entries(of).flatMap(([name, content]) => (content === undefined ? [] : [{ name, content }]));

const endPoint = (name: string, { id, type }: EndPoint): Out => ({
  name,
  content: id,
  attributes: { EndPointType: type },
});

const metaInformation = ({ identifier, processing, document, transport }: MetaInformation): Out[] =>
  elements({
    Identifier: identifier,
    Processing:
      processing &&
      elements({ ProviderIdentifier: processing.provider, ServiceIdentifier: processing.service }),
    Document: elements({
      Format: document.format,
      Name: document.name,
      Version: document.version,
      SizeInBytes: String(document.size),
    }),
    Transport: transport && [
      ...elements({ Type: transport.type, TransformMessage: String(transport.transform) }),
      ...transport.serviceTags.map(({ name, value }) => ({
        name: 'ServiceTag',
        content: value,
        attributes: { name },
      })),
    ],
  });

const NAMES = {
  positiveMessage: 'PositiveMessage',
  negativeMessage: 'NegativeMessage',
  negativeVans: 'NegativeVans',
} as const;

const receipt = (content: VansReceipt): Out[] => {
  const { kind, originalEnvelope, originalMessage } = content;
  const error = kind === 'positiveMessage' ? undefined : content.error;
  return elements({
    [NAMES[kind]]: elements({
      Error: error && elements({ Code: error.code?.toString(), Description: error.description }),
      OriginalEnvelopeIdentifier: originalEnvelope,
      OriginalMessage: originalMessage && metaInformation(originalMessage),
    }),
  });
};

const contentOf = (content: VansMessage<Piece> | VansReceipt): Out =>
  content.kind === 'message'
    ? {
        name: 'Message',
        content: elements({ MetaInformation: metaInformation(content.meta), Data: content.data }),
      }
    : { name: 'Receipt', content: receipt(content) };

/** Collects text, and bytes in between, without joining them. */
class Writer {
  readonly pieces: Piece[] = [];
  private text = '<?xml version="1.0" encoding="UTF-8"?>';

  constructor(private readonly indent: number) {}

  private line(depth: number): void {
    if (this.indent > 0) this.text += `\n${' '.repeat(this.indent * depth)}`;
  }

  element({ name, content, attributes = {} }: Out, depth: number): void {
    this.line(depth);
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${inAttribute(value)}"`);
    this.text += `<${name}${written.join('')}>`;
    if (typeof content === 'string') this.text += inText(content);
    else if (content instanceof Uint8Array) {
      this.flush();
      this.pieces.push(encodedContent(new RawContent(inMemory(content), 0, content.length)));
    } else if ('pieces' in content) {
      this.flush();
      this.pieces.push(encodedPieces(content));
    } else {
      for (const inner of content) this.element(inner, depth + 1);
      this.line(depth);
    }
    this.text += `</${name}>`;
  }

  flush(): void {
    this.pieces.push(Buffer.from(this.text));
    this.text = '';
  }
}

/** Writes an envelope as `toVansEnvelope` does; its document is encoded where it is written. */
export const vansEnvelopePieces = (envelope: VansEnvelope<Piece>, indent = 0): Piece[] => {
  const { sender, receiver, identifier, sent, content } = envelope;
  const writer = new Writer(indent);
  writer.element(
    {
      name: 'VANSEnvelope',
      attributes: { xmlns: NAMESPACE },
      content: [
        endPoint('SenderID', sender),
        endPoint('ReceiverID', receiver),
        ...elements({ EnvelopeIdentifier: identifier, SentDateTime: sent }),
        contentOf(content),
      ],
    },
    0,
  );
  writer.flush();
  return writer.pieces;
};

/**
 * Writes an envelope as XML in UTF-8 with its declaration, the document in base64. Rules: conversion rules 17.
 *
 * @param envelope whose values are as the rules want them; they are written as they are
 * @param indent blanks for each level; without it everything is on one line
 * @returns the envelope in pieces, to be written one after another
 */
export const toVansEnvelope = (envelope: VansEnvelope, indent = 0): Iterable<Uint8Array> =>
  lasting(vansEnvelopePieces(envelope, indent));
