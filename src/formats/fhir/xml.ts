import { lasting, type Piece } from '../byte-source.js';
import { elementsOf } from './elements.js';
import { Base64, type FhirObject, type FhirValue } from './model.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A raw line break in an attribute would be read back as a space (FHIR messages, 12.1).
  '\n': '&#xA;',
  '\r': '&#xD;',
  '\t': '&#x9;',
};
const escaped = (text: string): string => text.replace(/[&<>"\n\r\t]/g, (c) => ESCAPES[c] as string);

/** Collects text, and bytes in between, without joining them. */
class Writer {
  readonly chunks: Piece[] = [];
  private text = '';

  constructor(private readonly indent: number) {}

  put(text: string): void {
    this.text += text;
  }

  piece(piece: Piece): void {
    this.flush();
    this.chunks.push(piece);
  }

  line(depth: number): void {
    if (this.indent > 0) this.text += `\n${' '.repeat(this.indent * depth)}`;
  }

  flush(): void {
    if (this.text !== '') this.chunks.push(Buffer.from(this.text));
    this.text = '';
  }

  private element(name: string, type: string, value: FhirValue, depth: number): void {
    this.line(depth);
    if (type === 'resource') {
      const inner = value as FhirObject;
      this.put(`<${name}>`);
      this.element(inner.resourceType as string, inner.resourceType as string, inner, depth + 1);
      this.line(depth);
      this.put(`</${name}>`);
    } else if (type === 'xhtml') {
      this.put(value as string);
    } else if (value instanceof Base64) {
      this.put(`<${name} value="`);
      this.piece(value.piece);
      this.put('"/>');
    } else if (typeof value !== 'object') {
      this.put(`<${name} value="${escaped(String(value))}"/>`);
    } else {
      const attribute = type === 'Extension' ? ` url="${escaped(String((value as FhirObject).url))}"` : '';
      this.put(`<${name}${attribute}>`);
      this.content(type, value as FhirObject, depth + 1);
      this.line(depth);
      this.put(`</${name}>`);
    }
  }

  content(type: string, object: FhirObject, depth: number): void {
    for (const definition of elementsOf(type)?.values() ?? []) {
      const value = object[definition.name];
      if (value === undefined) continue;
      for (const one of Array.isArray(value) ? value : [value])
        this.element(definition.name, definition.type, one, depth);
    }
  }
}

/** Writes a resource as `toXml` does; contents of attachments stay what they are until they are written. */
export const xmlPieces = (resource: FhirObject, indent = 0): Piece[] => {
  const writer = new Writer(indent);
  const type = resource.resourceType as string;
  writer.put(
    `<?xml version="1.0" encoding="UTF-8"?>${indent > 0 ? '\n' : ''}<${type} xmlns="http://hl7.org/fhir">`,
  );
  writer.content(type, resource, 1);
  writer.line(0);
  writer.put(`</${type}>`);
  writer.flush();
  return writer.chunks;
};

/**
 * Writes a resource as XML, UTF-8, in the element order of FHIR. Line breaks in values are character references;
 * the contents of attachments are written as bytes. Rules: FHIR messages, 12.
 *
 * @param indent blanks for each level; without it everything is on one line
 * @returns the document in pieces, to be written one after another
 */
export const toXml = (resource: FhirObject, indent = 0): Uint8Array[] => [
  ...lasting(xmlPieces(resource, indent)),
];
