import type { Colors } from "picocolors/types";

/** Settings and functions that the commands use; tests replace them. */
export interface Context {
  /** Folder that holds Pulumi.yaml and the stack files. */
  readonly directory: string;
  readonly today: Date;
  readonly write: (text: string) => void;
  /** Prints errors about arguments, which do not belong in the output of a command such as `show`. */
  readonly writeError?: (text: string) => void;
  readonly colors: Colors;
}
