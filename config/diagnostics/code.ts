/** What the error reference (docs/reference/errors.md) says about one kind of finding. */
export interface CodeEntry {
  /** What is wrong and why it matters: which API refuses it, or what would happen. One or two sentences. */
  readonly cause: string;
  /** What to do about it. One sentence. */
  readonly remedy: string;
}

/** The kinds of findings of one area of the configuration, by `<area>/<kind>`. */
export type Codes<Area extends string> = Readonly<Record<`${Area}/${string}`, CodeEntry>>;
