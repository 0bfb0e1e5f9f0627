import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { COMMAND_NOT_FOUND, type CommandResult, type RunCommand } from "../terminal/command";
import { ToolError } from "../terminal/tool";

/** One call of kubectl; a refusal is a result. */
export type Kubectl = (args: readonly string[]) => Promise<CommandResult>;

/**
 * The Kubernetes API through the person's own kubectl: the kubeconfig asks the AWS CLI for a token anyway, so both are
 * there where a cluster is worked with. Throws a ToolError where it is not.
 */
export function kubectl(run: RunCommand, kubeconfigFile: string): Kubectl {
  return async (args) => {
    const result = await run("kubectl", ["--kubeconfig", kubeconfigFile, "--request-timeout", "30s", ...args]);
    if (result.exitCode !== COMMAND_NOT_FOUND) return result;
    throw new ToolError("kubectl is not on PATH: https://kubernetes.io/docs/tasks/tools/");
  };
}

/** Hands out kubectl by kubeconfig, which lies in a file for as long as it is needed, out of everybody else's reach. */
export async function withKubectl<T>(
  run: RunCommand,
  use: (kubectlFor: (kubeconfig: string) => Kubectl) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), "groundwork-kubeconfig-"));
  try {
    return await use((kubeconfig) => {
      const file = path.join(directory, "kubeconfig.json");
      writeFileSync(file, kubeconfig, { mode: 0o600 });
      return kubectl(run, file);
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}
