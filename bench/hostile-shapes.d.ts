/** Documents that are made to take time or memory; see hostile-shapes.js. */
export const shapes: Readonly<
  Record<string, { size: number; fixed?: boolean; make(size: number): string | Buffer }>
>;
export function hostile(name: string, size: number): Buffer;
