/** A table for people: a heading, lines about it, columns and rows. A cell may have several lines. */
export interface Sheet {
  /** Its name, as `mappings show` takes it. */
  name: string;
  title: string;
  notes: string[];
  columns: string[];
  rows: string[][];
}
