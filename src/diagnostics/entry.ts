/** How much a diagnostic matters: an error fails the message, a warning and an info do not. */
export type Severity = 'error' | 'warning' | 'info';

/** What a diagnostic says in one language. `{name}` is filled in by the caller; nothing in it may be personal data. */
export interface Text {
  /** What is wrong. */
  message: string;
  /** How to mend it. */
  hint: string;
}

/** A diagnostic in the catalogue, with its English text. */
export interface Entry extends Text {
  severity: Severity;
  /** The mapping row, ruling or section of the rules that says so, where it is always the same. */
  rule?: string;
}

/** The texts of a part of the catalogue in another language: one for each of its codes. */
export type Texts<Part extends Record<string, Entry>> = Readonly<Record<keyof Part, Text>>;
