/** Room in a component of FTX, and components in a FTX. Rules: legacy formats 9.1. */
const PIECE = 70;
export const PIECES = 5;
/** The reference converter fills one character less, so that the mark always has room; so do we. */
const FILLED = PIECE - 1;
/** Whitespace that is nearer to the beginning of a piece is no place to cut. */
const NEAR = 3;
const MARK = '\\';
const LONE_STOP = /^\.( *)$/;
const ENDS_IN_MARK = /\\( *)$/;

/**
 * Cuts a line into pieces that fit into components; all but the last end in a backslash. Rules: legacy formats 9.3.
 *
 * @param take is given each piece but the last
 * @returns the last piece
 */
export const takePieces = (line: string, take: (piece: string) => void): string => {
  let rest = line;
  while (rest.length > FILLED) {
    const head = rest.slice(0, FILLED);
    const blank = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'));
    const end = blank >= NEAR ? blank + 1 : FILLED;
    take(`${rest.slice(0, end)}${MARK}`);
    rest = rest.slice(end);
  }
  return rest;
};

/** The same as a list of at least one piece. */
export const cutLine = (line: string): string[] => {
  const pieces: string[] = [];
  const last = takePieces(line, (piece) => pieces.push(piece));
  return [...pieces, last];
};

/** A piece that says that its line goes on. */
export const continued = (piece: string): string => `${piece}${MARK}`;

/**
 * The last piece of a line, so that it is not taken for an empty line or for one that goes on: a lone full stop and a
 * backslash at the end get a blank more. Rules: legacy formats 9.4.
 */
export const closed = (piece: string): string =>
  LONE_STOP.test(piece) || ENDS_IN_MARK.test(piece) ? `${piece} ` : piece;

/** A line as pieces of which the last is closed. */
export const closedLine = (line: string): string[] => {
  const pieces = cutLine(line);
  return [...pieces.slice(0, -1), closed(pieces.at(-1) ?? '')];
};

/** A line that must not be cut where it fits. Rules: legacy formats 9.6. */
export const uncutLine = (line: string): string[] =>
  closed(line).length <= PIECE ? [closed(line)] : closedLine(line);

/** True of a component of FTX whose line goes on in the next. Rules: legacy formats 9.2. */
export const goesOn = (component: string): boolean => component.endsWith(MARK);

/** What a component of FTX says. Rules: legacy formats 9.2, 9.4. */
export const readPiece = (component: string): string => (component === '.' ? '' : readPlainPiece(component));

/** The same for a value in which a full stop is a full stop. */
export const readPlainPiece = (component: string): string => {
  if (goesOn(component)) return component.slice(0, -1);
  // A blank at the end protects what stands before it.
  const isProtected = component.endsWith(' ') && (LONE_STOP.test(component) || ENDS_IN_MARK.test(component));
  return isProtected ? component.slice(0, -1) : component;
};
