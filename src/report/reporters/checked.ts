import type { Diagnostic } from '../../diagnostics/diagnostic.js';

/** What was found out about a checked thing: something that is told, or a difference from what was expected. */
export interface Finding extends Diagnostic {
  /** Of a difference: what differs, as people may see it. */
  difference?: {
    path: string;
    before?: string;
    after?: string;
    /** The mapping rows that made it. */
    rows?: string;
  };
  /** What it has in common with others that very likely have the same reason. */
  cause?: string;
}

/** A thing that was checked, whatever the check was: a scenario, or a file. */
export interface Checked {
  kind: 'scenario' | 'file';
  /** Its name; with a path, where it is from here. */
  name: string;
  findings: readonly Finding[];
  /** What is worth knowing and no finding, such as what does not count as a difference. */
  notes: readonly string[];
  milliseconds: number;
}

/** True unless something is found that makes it fail. */
export const passed = ({ findings }: Checked): boolean =>
  !findings.some(({ severity }) => severity === 'error');
