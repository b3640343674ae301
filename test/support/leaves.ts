import { SaxesParser } from 'saxes';

/** Elements whose markup is part of their text. */
const TEXTS = new Set(['Text01', 'RefuseText']);

/**
 * Counts the leaves of a document without any of our own code: elements that hold no elements, texts with their markup
 * as one. Of several letters only the one with the number given is counted, with the envelope and its Local_Elements.
 */
export const countLeaves = (bytes: Buffer, letterNumber: string | undefined, file: string): number => {
  const text = /encoding="(ISO-8859-1|windows-1252)"/i.test(bytes.toString('latin1', 0, 100))
    ? bytes.toString('latin1')
    : bytes.toString('utf8');
  const blocks: Array<{ leaves: number; ids: string[]; local: boolean }> = [];
  const stack: Array<{ name: string; children: number; text: string }> = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local }) => {
    if (stack.length === 1) blocks.push({ leaves: 0, ids: [], local: local === 'Local_Elements' });
    const parent = stack.at(-1);
    if (parent !== undefined) parent.children++;
    stack.push({ name: local, children: 0, text: '' });
  });
  parser.on('text', (t) => {
    const top = stack.at(-1);
    if (top !== undefined) top.text += t;
  });
  parser.on('closetag', () => {
    const element = stack.pop();
    const inText = stack.some(({ name }) => TEXTS.has(name));
    const block = blocks.at(-1);
    if (element === undefined || block === undefined || inText) return;
    // The only element that may hold elements and may be empty; it has no value of its own.
    if (element.name === 'AdditionalInformation') return;
    if (element.children === 0 || TEXTS.has(element.name)) {
      block.leaves++;
      if (element.name === 'Identifier' && stack.at(-1)?.name === 'Letter') block.ids.push(element.text);
    }
  });
  parser.write(text).close();
  const [envelope, ...rest] = blocks;
  let wanted = false;
  let count = envelope?.leaves ?? 0;
  const several = rest.filter((block) => !block.local).length > 1;
  for (const block of rest) {
    if (!block.local) wanted = !several || block.ids.includes(letterNumber ?? file);
    if (wanted) count += block.leaves;
  }
  return count;
};
