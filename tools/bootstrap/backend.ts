import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { parse } from "yaml";

import type { BootstrapConfig } from "../../config";
import { BOOTSTRAP_FOLDER, backendUrl, secretsProviderUrl, stateKeyAlias } from "../../domain/bootstrap/names";

/** Where the state of a bootstrap is, and what encrypts its secrets. */
export interface Backend {
  readonly url: string;
  /** A URL of Pulumi's secrets provider, or `passphrase`. */
  readonly secretsProvider: string;
}

/** The bucket that the bootstrap creates. */
export function bucketBackend({ name, aws }: BootstrapConfig): Backend {
  const { accountId, region } = aws;
  return {
    url: backendUrl({ name, accountId, region }, BOOTSTRAP_FOLDER),
    secretsProvider: secretsProviderUrl(stateKeyAlias(name), region),
  };
}

/** A folder that Git ignores, for the time before the bucket exists. */
export function localBackend(directory: string): Backend {
  return { url: pathToFileURL(stateFolder(directory)).href, secretsProvider: "passphrase" };
}

function stateFolder(directory: string): string {
  return path.join(directory, ".state");
}

/** Whether the stack file names another secrets provider than a passphrase: `--move-state` changes it last. */
export function isMoved(file: string): boolean {
  const { secretsprovider = "passphrase" } = parse(readFileSync(file, "utf8")) as { readonly secretsprovider?: string };
  return secretsprovider !== "passphrase";
}

/**
 * The environment of Pulumi with a backend. A passphrase encrypts the secrets of a local state: that of the user, or one that
 * is generated and kept beside the state. The bootstrap itself has no secrets.
 */
export function backendEnvironment(
  { url, secretsProvider }: Backend,
  directory: string,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const withBackend = { ...env, PULUMI_BACKEND_URL: url };
  if (url.startsWith("file:")) mkdirSync(fileURLToPath(url), { recursive: true });
  const hasPassphrase =
    env["PULUMI_CONFIG_PASSPHRASE"] !== undefined || env["PULUMI_CONFIG_PASSPHRASE_FILE"] !== undefined;
  if (hasPassphrase || (secretsProvider !== "passphrase" && !existsSync(stateFolder(directory)))) return withBackend;
  return { ...withBackend, PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(directory) };
}

function passphraseFile(directory: string): string {
  const file = path.join(stateFolder(directory), "passphrase");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return file;
}
