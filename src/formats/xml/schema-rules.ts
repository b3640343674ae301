const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const HINTS = new Set(['schemaLocation', 'noNamespaceSchemaLocation']);
const TYPING = new Set(['nil', 'type']);

/** An attribute by its name and namespace. */
interface Named {
  readonly name: string;
  readonly uri: string;
}

/** True of an attribute that any element may have: it tells where schemas are, and nothing of the element. */
export const isSchemaHint = ({ name, uri }: Named): boolean => uri === XSI && HINTS.has(name);

/** True of an attribute that gives an element another type: none of our schemas allows it, whatever else it allows. */
export const isTyping = ({ name, uri }: Named): boolean => uri === XSI && TYPING.has(name);

/** True of text that is more than layout. Other blanks than these four are characters to XML. */
export const saysSomething = (text: string): boolean => /[^ \t\r\n]/.test(text);
