import type { Code } from '../../diagnostics/catalog.js';
import type { Params } from '../../diagnostics/diagnostic.js';
import type { Element } from '../xml/element.js';

/** Tells what is wrong with the element given (or a part of it). */
export type Report = (code: Code, params?: Params, element?: Element) => void;
