import type { Colors } from "picocolors/types";

/** What the commands need of the outside world. */
export interface Context {
  /** Folder that holds Pulumi.yaml and the stack files. */
  readonly directory: string;
  readonly today: Date;
  readonly write: (text: string) => void;
  readonly colors: Colors;
}
