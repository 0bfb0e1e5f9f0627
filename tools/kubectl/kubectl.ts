import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { COMMAND_NOT_FOUND, type CommandResult, type RunCommand } from "../terminal/command";
import { ToolError } from "../terminal/tool";

/** Runs kubectl; a non-zero exit code is a result, not an exception. */
export type Kubectl = (args: readonly string[]) => Promise<CommandResult>;

/**
 * Calls the kubectl on PATH. The kubeconfig runs the AWS CLI for a token, so a machine that uses a cluster has both.
 * Throws a ToolError if kubectl is missing.
 */
export function kubectl(run: RunCommand, kubeconfigFile: string): Kubectl {
  return async (args) => {
    const result = await run("kubectl", ["--kubeconfig", kubeconfigFile, "--request-timeout", "30s", ...args]);
    if (result.exitCode !== COMMAND_NOT_FOUND) return result;
    throw new ToolError("kubectl is not on PATH. Install it: https://kubernetes.io/docs/tasks/tools/");
  };
}

/** Provides kubectl for a kubeconfig, which is kept in a temporary file that only the current user can read. */
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
