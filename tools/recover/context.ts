import type { StateVersion } from "../backend/versions";
import type { Inspection } from "../state/interruption";
import type { CommandResult, RunCommand } from "../terminal/command";

/** External functions that the command calls; tests replace them. */
export interface Context {
  /** Reads the state and the locks of the stack. */
  readonly inspect: () => Promise<Inspection>;
  /** Decrypts what the backend recorded of the last update, which changes nothing and fails with a wrong passphrase. */
  readonly decrypt: () => Promise<CommandResult>;
  /** Runs Pulumi on this terminal, and returns its exit code. */
  readonly pulumi: (args: readonly string[]) => Promise<number>;
  /** Runs the AWS CLI. */
  readonly run: RunCommand;
  /** Earlier states of the stack in its backend. */
  readonly versions: () => Promise<readonly StateVersion[]>;
  /** Saves a copy of an exported state, and returns its path. */
  readonly save: (state: string) => string;
  /** Asks the user; undefined if the command may not ask, or does not run on a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly write: (text: string) => void;
}
