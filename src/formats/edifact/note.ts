import type { Code } from '../../diagnostics/catalog.js';
import type { Params } from '../../diagnostics/diagnostic.js';

/** What is to be told, and where. */
export interface Note {
  code: Code;
  params: Params;
  /** In characters of the text. */
  offset: number;
  /** Number of the segment in its message; 0 outside of messages. */
  segment: number;
  /** The component, or as much as is known of it. */
  component: string;
}
