import type { StackIdentity } from "../../domain/waste/ownership";
import type { StoppableKind } from "../../domain/waste/kinds";
import { refusalOf } from "../../domain/waste/stops";
import type { Waste } from "../../domain/waste/waste";
import { type StateFacts, stateFacts } from "../leftovers/leftovers";
import type { CommandResult } from "../terminal/command";
import { ExitCode } from "../terminal/declaration";
import { selection, type Target } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import type { Scope } from "./ask";
import { describeStop, stop } from "./stop";

interface ApplySettings {
  readonly stack: StackIdentity;
  /** `budgets.waste.stop` */
  readonly allowed: readonly StoppableKind[];
  /** Whether the user passed --yes. */
  readonly isConfirmed: boolean;
}

interface ApplyContext {
  readonly scope: Scope;
  readonly pulumi: (args: readonly string[]) => Promise<CommandResult>;
  readonly note: (text: string) => void;
  readonly ask: (question: string) => Promise<string | undefined>;
}

/** Stops or deletes what the configuration allows, after a confirmation. Returns the exit code. */
export async function applyTo(
  found: readonly Waste[],
  target: Target,
  { stack, allowed, isConfirmed }: ApplySettings,
  context: ApplyContext,
): Promise<number> {
  const { note, ask, scope } = context;
  if (allowed.length === 0) {
    throw new ToolError(
      "`budgets.waste.stop` of the stack file lists nothing, so --apply stops and deletes nothing. Guide: docs/waste.md",
    );
  }
  const { identities } = await exported(target, context);
  const hasCluster = await clusterExists(stack.platformName, scope);
  if (hasCluster && identities.size === 0) {
    throw new ToolError(
      `The state of the stack has no resources, but EKS has its cluster or does not say that it has none, so the state may be in another backend: nothing is stopped or deleted. Log in to the backend of the stack: https://www.pulumi.com/docs/iac/concepts/state-and-backends/`,
    );
  }
  const judged = found.map((waste) => ({
    waste,
    refusal: refusalOf(waste, { stack, allowed, identities, hasCluster }),
  }));
  const stops = judged.filter(({ refusal }) => refusal === undefined).map(({ waste }) => waste);
  for (const { waste, refusal } of judged) {
    if (refusal !== undefined && waste.owner !== "account") note(`left: ${waste.resource.id}, because ${refusal}`);
  }
  if (stops.length === 0) {
    note("Nothing is stopped or deleted.");
    return found.length === 0 ? ExitCode.success : ExitCode.remainder;
  }
  note(["To do:", ...stops.map((each) => `  ${describeStop(each)}`)].join("\n"));
  if (!isConfirmed && (await ask(`To do this, type the name of the stack, ${target.stack}: `)) !== target.stack) {
    note("Nothing was stopped or deleted: confirm with the name of the stack, or pass --yes.");
    return ExitCode.failure;
  }
  let failures = 0;
  for (const each of stops) {
    try {
      await stop(each, stack.tags, scope);
      note(`✓ ${describeStop(each)}`);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      failures += 1;
      note(`✗ ${describeStop(each)}: ${error.message}`);
    }
  }
  if (failures > 0) return ExitCode.failure;
  return stops.length === found.length ? ExitCode.success : ExitCode.remainder;
}

/** Without the state, the command cannot know what Pulumi manages, so it stops nothing. */
async function exported(target: Target, { pulumi }: ApplyContext): Promise<StateFacts> {
  const { exitCode, stdout, stderr } = await pulumi(["stack", "export", ...selection(target)]);
  if (exitCode !== 0)
    throw new ToolError(`\`pulumi stack export\` failed, so nothing is stopped or deleted:\n${stderr}`);
  const { deployment } = JSON.parse(stdout) as {
    deployment: Parameters<typeof stateFacts>[0] & { readonly pending_operations?: readonly unknown[] | null };
  };
  if ((deployment.pending_operations ?? []).length > 0) {
    throw new ToolError(
      "An update of the stack runs or was interrupted, so its state may lack resources: nothing is stopped or deleted. Wait for its end, or run `npm run recover`.",
    );
  }
  return stateFacts(deployment);
}

/** A cluster whose existence is unknown counts as one that exists. */
async function clusterExists(name: string, { aws, region }: Scope): Promise<boolean> {
  const { stderr } = await aws(["eks", "describe-cluster", "--name", name, "--region", region, "--output", "json"]);
  return !stderr.includes("ResourceNotFoundException");
}
