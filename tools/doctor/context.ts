import type { Machine } from "../backend/holder";
import type { Engine } from "../engine";
import type { CommandResult } from "../terminal/command";

/** External functions and facts that the checks use; tests replace them. No function waits longer than some seconds. */
export interface Context {
  readonly env: NodeJS.ProcessEnv;
  readonly now: Date;
  readonly nodeVersion: string;
  /** The Pulumi CLI on this machine, or why there is none. */
  readonly engine: Engine | string;
  readonly run: (command: string, args: readonly string[]) => Promise<CommandResult>;
  /** Runs the Pulumi CLI. Called only if there is an engine. */
  readonly pulumi: (args: readonly string[]) => Promise<CommandResult>;
  readonly request: typeof fetch;
  /** This machine, as locks of the backend name it. */
  readonly machine: Machine;
}

/** The AWS account of the credentials, or why it is unknown. */
export type Caller = { readonly account: string; readonly arn: string } | { readonly unknown: string };
