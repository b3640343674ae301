/** What the process ends with: all well; some input failed; wrong usage or configuration; a defect of ours; stopped by a signal. */
export const Exit = { ok: 0, failed: 1, usage: 2, internal: 3, interrupted: 130, terminated: 143 } as const;
export type Exit = (typeof Exit)[keyof typeof Exit];

/** Wrong usage, with a line that says what is wrong. */
export class UsageError extends Error {}
