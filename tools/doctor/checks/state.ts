import type { Deployment } from "@pulumi/pulumi/automation";

import type { Liveness } from "../../backend/holder";
import { describeLock, findLocks, type Lock } from "../../backend/locks";
import { stateOf } from "../../report/state";
import { npmRun, type StackWords } from "../../state/describe";
import { livenessAnywhere, livenessAtGitHub } from "../../unlock/workflow-runs";
import type { Caller, Context } from "../context";
import { fail, type Finding, lastLine, pass, skipped, warn } from "../finding";
import type { Backend } from "./backend";

/** A stack in a backend. */
export interface StackId extends StackWords {
  readonly project: string;
  readonly stack: string;
}

/** What interrupted updates left: a lock, or operations whose result is unknown. */
export async function checkState(
  id: StackId,
  backend: Backend,
  caller: Caller,
  context: Context,
): Promise<readonly Finding[]> {
  if ("unknown" in backend) {
    return [skipped("Locks", backend.unknown), skipped("Pending operations", backend.unknown)];
  }
  return Promise.all([lockFinding(id, backend.url, caller, context), pendingFinding(id, context)]);
}

async function lockFinding(
  { project, stack, ...words }: StackId,
  backendUrl: string,
  caller: Caller,
  { env, run, request, machine }: Context,
): Promise<Finding> {
  const check = "Locks";
  if (backendUrl.startsWith("s3://") && "unknown" in caller) return skipped(check, "no valid AWS credentials");
  let locks: readonly Lock[];
  try {
    locks = await findLocks(backendUrl, project, stack, run);
  } catch (error) {
    return skipped(check, error instanceof Error ? error.message : String(error));
  }
  if (locks.length === 0) return pass(check, "none");
  const ofRun = livenessAtGitHub({ env, run, request });
  const lives = await Promise.all(locks.map(({ holder }) => livenessAnywhere(holder, machine, ofRun)));
  const list = locks.map((lock, index) => `${describeLock(lock)} (${lives[index]?.reason ?? ""})`).join(", ");
  return warn(check, `${summaryOf(lives)}: ${list}`, fixFor(lives, words));
}

/** What the locks of a stack mean together: one update that runs is enough to wait for. */
function summaryOf(lives: readonly Liveness[]): string {
  if (lives.some(({ status }) => status === "running")) return "an update is running";
  return lives.every(({ status }) => status === "ended")
    ? "an update was killed, and left its lock"
    : "an update is running, or was killed";
}

function fixFor(lives: readonly Liveness[], words: StackWords): string {
  if (lives.some(({ status }) => status === "running")) return "Wait until the update ends.";
  return lives.every(({ status }) => status === "ended")
    ? `To remove the lock: ${npmRun("unlock", words)}`
    : `To see who can remove the lock: ${npmRun("unlock", words)}`;
}

async function pendingFinding({ select, argument }: StackId, { engine, pulumi }: Context): Promise<Finding> {
  const check = "Pending operations";
  if (typeof engine === "string") return skipped(check, "no Pulumi CLI");
  const { exitCode, stdout, stderr } = await pulumi(["stack", "export", ...select]);
  if (exitCode !== 0) {
    if (stderr.includes("no stack named")) return pass(check, "the backend has no such stack yet");
    return skipped(check, `the state cannot be read: ${lastLine(stderr)}`);
  }
  const { pendingOperations } = stateOf(JSON.parse(stdout) as Deployment, []);
  if (pendingOperations.length === 0) return pass(check, "none");
  const list = pendingOperations.map(({ operation, urn }) => `${operation} ${urn}`).join(", ");
  return fail(
    check,
    `an update was interrupted, and AWS may have resources that the state does not know: ${list}`,
    npmRun("recover", { select, argument }),
  );
}

/** The keys of a stack file that select what encrypts its secrets. */
export interface SecretsSettings {
  readonly secretsprovider?: string;
  readonly encryptionsalt?: string;
}

/** What encrypts the secrets of a stack. */
export function checkSecretsProvider(
  { secretsprovider, encryptionsalt }: SecretsSettings,
  isProd: boolean,
  env: NodeJS.ProcessEnv,
): Finding {
  const check = "Secrets provider";
  if (secretsprovider !== undefined && secretsprovider !== "passphrase") return pass(check, secretsprovider);
  if (encryptionsalt === undefined && secretsprovider === undefined) {
    return skipped(check, "`pulumi stack init --secrets-provider` sets it");
  }
  const change = 'npm run pulumi -- stack change-secrets-provider "awskms://alias/…": docs/bootstrap.md';
  if (isProd) return warn(check, "a passphrase: who has it reads the secrets of prod, and no log says who", change);
  const hasPassphrase =
    env["PULUMI_CONFIG_PASSPHRASE"] !== undefined || env["PULUMI_CONFIG_PASSPHRASE_FILE"] !== undefined;
  if (hasPassphrase) return pass(check, "a passphrase, which is set");
  return warn(check, "a passphrase, which is not set", "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE");
}
