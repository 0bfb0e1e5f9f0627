import { createHash } from "node:crypto";

import type { CommandResult } from "../terminal/command";
import { ToolError } from "../terminal/tool";
import { type Check, checkCluster, type Context as ChecksContext } from "./checks";

/** External functions that the command calls; tests replace them. */
export interface Context extends Omit<ChecksContext, "kubectl"> {
  readonly pulumi: (args: readonly string[]) => Promise<CommandResult>;
  readonly kubectlFor: (kubeconfig: string) => ChecksContext["kubectl"];
  readonly write: (text: string) => void;
  /** Adds Markdown to the summary of a workflow's job. */
  readonly summarize: (markdown: string) => void;
}

/**
 * Checks a stack, and prints its outputs and the digest of its state. Returns the exit code.
 *
 * @param select Pulumi's options that select the stack
 * @param isJson whether to print JSON
 */
export async function runSmoke(
  stack: string,
  select: readonly string[],
  isJson: boolean,
  context: Context,
): Promise<number> {
  const { pulumi, kubectlFor, write, summarize } = context;
  // Pulumi replaces secrets by [secret], unless it is asked to show them.
  const outputs = JSON.parse(await read(pulumi, ["stack", "output", "--json", ...select])) as Record<string, unknown>;
  const digest = createHash("sha256")
    .update(await read(pulumi, ["stack", "export", ...select]))
    .digest("hex");
  const { kubeconfig } = outputs;
  const checks =
    typeof kubeconfig === "string" ? await checkCluster({ ...context, kubectl: kubectlFor(kubeconfig) }) : [];

  if (isJson) {
    write(JSON.stringify({ stack, checks, outputs, state: { sha256: digest } }, undefined, 2));
  } else {
    for (const { title, error } of checks) write(error === undefined ? `✓ ${title}` : `✗ ${title}: ${error}`);
    if (checks.length === 0) write(`✓ ${stack} has no cluster to check`);
    write(`State: sha256:${digest}`);
  }
  summarize(markdown(stack, checks, outputs, digest));
  return checks.every(({ error }) => error === undefined) ? 0 : 1;
}

async function read(pulumi: Context["pulumi"], args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await pulumi(args);
  if (exitCode === 0) return stdout;
  throw new ToolError(`\`pulumi ${args.slice(0, 2).join(" ")}\` failed:\n${stderr}`);
}

function markdown(stack: string, checks: readonly Check[], outputs: object, digest: string): string {
  return [
    `## ${stack} after the update`,
    "",
    ...checks.map(
      ({ title, error }) =>
        `- ${error === undefined ? "✓" : "✗"} ${title}${error === undefined ? "" : `: ${oneLine(error)}`}`,
    ),
    `- State: \`sha256:${digest}\``,
    "",
    "<details><summary>Outputs</summary>",
    "",
    ...JSON.stringify(outputs, undefined, 2)
      .split("\n")
      .map((line) => `    ${line}`),
    "",
    "</details>",
    "",
  ].join("\n");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll("<", "&lt;");
}
