export { combine, type Directory, directoryOf, emptyDirectory, type Organisation } from './directory.js';
export { isGln } from './gln.js';
