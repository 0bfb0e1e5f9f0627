import type { CommandResult } from "../terminal/command";

/** The URL of the backend that stores the state; undefined if Pulumi is not logged in to one. */
export async function backendUrl(
  env: NodeJS.ProcessEnv,
  pulumi: (args: readonly string[]) => Promise<CommandResult>,
  directory: string,
): Promise<string | undefined> {
  // The variable precedes the login and the key `backend` of Pulumi.yaml.
  const configured = env["PULUMI_BACKEND_URL"] ?? "";
  if (configured !== "") return configured;
  const { exitCode, stdout } = await pulumi(["whoami", "--json", "--cwd", directory]);
  return exitCode === 0 ? (JSON.parse(stdout) as { readonly url?: string }).url : undefined;
}
