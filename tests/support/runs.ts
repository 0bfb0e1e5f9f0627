/** Options of a property: `few` cases in the unit suite, and `many` in the sweep, which runs the same files. */
export function runs(few: number, many: number): { readonly numRuns: number } {
  return { numRuns: "isSweep" in globalThis ? many : few };
}
