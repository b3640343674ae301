/** Lists and objects are written part by part so deep; what lies deeper holds little. */
const DEPTH = 2;
/** As many members of a list that is made while it is written are written at once. */
const TOGETHER = 100;

/**
 * What JSON.stringify gives, and a line feed, part by part: the trace of a large message has more characters than a string can hold.
 *
 * @param value plain data, but for lists that are made while they are written: iterables of plain data, which may stand where it is
 * written part by part
 * @param indent number of spaces; 0 for one line
 */
export function* jsonText(value: unknown, indent = 0): Generator<string> {
  yield* part(value, indent, indent === 0 ? '' : '\n', DEPTH);
  yield '\n';
}

function* part(value: unknown, indent: number, newline: string, depth: number): Generator<string> {
  const inner = newline === '' ? '' : newline + ' '.repeat(indent);
  if (typeof value === 'object' && value !== null && Symbol.iterator in value && !Array.isArray(value)) {
    yield* made(value as Iterable<unknown>, indent, newline);
  } else if (typeof value !== 'object' || value === null || depth === 0) {
    // A line feed in a string is written otherwise.
    yield JSON.stringify(value, undefined, indent).replaceAll('\n', newline);
  } else {
    const [begin, end] = Array.isArray(value) ? '[]' : '{}';
    let before = begin;
    for (const [name, one] of Object.entries(value)) {
      if (one === undefined) continue;
      const head = Array.isArray(value) ? '' : `${JSON.stringify(name)}:${newline === '' ? '' : ' '}`;
      yield before + inner + head;
      yield* part(one, indent, inner, depth - 1);
      before = ',';
    }
    yield before === begin ? `${begin}${end}` : newline + end;
  }
}

/** A list whose members are made now, some at a time. */
function* made(items: Iterable<unknown>, indent: number, newline: string): Generator<string> {
  let before = '[';
  const text = (some: readonly unknown[]): string => {
    const list = JSON.stringify(some, undefined, indent).replaceAll('\n', newline);
    return before + list.slice('['.length, -(newline.length + ']'.length));
  };
  let some: unknown[] = [];
  for (const one of items) {
    if (some.push(one) < TOGETHER) continue;
    yield text(some);
    before = ',';
    some = [];
  }
  if (some.length > 0) {
    yield text(some);
    before = ',';
  }
  yield before === '[' ? '[]' : `${newline}]`;
}
