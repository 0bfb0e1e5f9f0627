import { type Liveness, livenessOf, type Machine, thisMachine } from "../backend/holder";
import { findLocks, type Lock } from "../backend/locks";
import { backendUrl } from "../backend/url";
import { type Engine, engineEnvironment } from "../engine";
import { readProject } from "../rehearse/program";
import { type CommandResult, runCommand } from "../terminal/command";
import { selection, type Target, thisPlace } from "../terminal/target";
import { brokenReferences } from "./integrity";
import { type ExportedState, identityOf, readState, type StateReading, type StateResource } from "./exported-state";

/** External functions that {@link inspect} calls; tests replace them. */
export interface InspectContext {
  readonly env: NodeJS.ProcessEnv;
  /** Runs Pulumi, and returns its output. */
  readonly pulumi: (args: readonly string[]) => Promise<CommandResult>;
  readonly machine: Machine;
}

export function inspectContext(engine: Engine): InspectContext {
  const env = engineEnvironment(engine);
  return { env, pulumi: (args) => runCommand(engine.command, args, { env }), machine: thisMachine(runCommand) };
}

/** A lock, and whether the update that holds it still runs. */
export interface HeldLock extends Lock {
  readonly liveness: Liveness;
}

/** What the state and the locks of a stack say about earlier updates. */
export interface Inspection {
  readonly reading: StateReading;
  readonly locks: readonly HeldLock[];
  /** Why the locks are unknown. Pulumi itself stops at a lock, so an update needs no other check. */
  readonly locksUnknown?: string;
}

/**
 * Reads the state and the locks of a stack, at the same time. The state is exported once, so an update passes it on.
 *
 * @param target undefined for the stack that `pulumi stack select` selected
 */
export async function inspect(target: Target | undefined, context: InspectContext): Promise<Inspection> {
  const select = target === undefined ? [] : selection(target);
  const directory = target?.directory ?? thisPlace().root;
  const [reading, url] = await Promise.all([
    readState(select, context.pulumi),
    backendUrl(context.env, context.pulumi, directory),
  ]);
  const stack = target?.stack ?? (reading.kind === "read" ? identityOf(reading.state)?.stack : undefined);
  if (url === undefined || stack === undefined) {
    return { reading, locks: [], locksUnknown: "the backend or the stack is unknown" };
  }
  try {
    const name = stack.slice(stack.lastIndexOf("/") + 1);
    const locks = await findLocks(url, readProject(directory).name, name, context.machine.run);
    const held = locks.map(async (lock) => ({ ...lock, liveness: await livenessOf(lock.holder, context.machine) }));
    return { reading, locks: await Promise.all(held) };
  } catch (error) {
    return { reading, locks: [], locksUnknown: error instanceof Error ? error.message : String(error) };
  }
}

/** What an interrupted update left in a state. */
export interface Remains {
  /** Operations whose result the state does not have. */
  readonly pending: ExportedState["pending"];
  /** Objects of replaced resources that the next update deletes. */
  readonly replaced: readonly StateResource[];
  /** Resources whose object was deleted for a replacement that was not created. The next update creates it. */
  readonly missing: readonly StateResource[];
  /** References to resources that the state does not have, which Pulumi refuses. */
  readonly broken: readonly string[];
}

export function remainsOf(state: ExportedState): Remains {
  const { resources, pending } = state;
  return {
    pending,
    replaced: resources.filter((resource) => resource.delete === true),
    missing: resources.filter(({ pendingReplacement }) => pendingReplacement === true),
    broken: brokenReferences(state),
  };
}
