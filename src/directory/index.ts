export { combine, type Directory, directoryOf, emptyDirectory, type Organisation } from './directory.js';
export { isGln } from './gln.js';
export { type HeadingTable, parseHeadings } from './headings.js';
export { readDirectory } from './read.js';
