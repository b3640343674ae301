/** How much a diagnostic matters: an error fails the message, a warning and an info do not. */
export type Severity = 'error' | 'warning' | 'info';

/** The text of a diagnostic. `{name}` is filled in by the caller; nothing in it may be personal data. */
export interface Entry {
  severity: Severity;
  /** What is wrong. */
  message: string;
  /** How to mend it. */
  hint: string;
  /** The mapping row, ruling or section of the rules that says so, where it is always the same. */
  rule?: string;
}
