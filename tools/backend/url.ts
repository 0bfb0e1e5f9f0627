import { homedir } from "node:os";
import path from "node:path";

import { COMMAND_NOT_FOUND, type CommandResult } from "../terminal/command";

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

/** A backend whose files are read: a folder, or a bucket through the AWS CLI. */
export type Place =
  | { readonly scheme: "file"; readonly directory: string }
  | {
      readonly scheme: "s3";
      readonly bucket: string;
      /** Folder in the bucket, which ends with `/`, or empty. */
      readonly prefix: string;
      /** Options of the AWS CLI. */
      readonly options: readonly string[];
    };

/** Throws with the reason for a backend of another kind. */
export function placeOf(url: string): Place {
  const [, scheme, place = "", query = ""] = /^(file|s3):\/\/([^?]*)\??(.*)$/.exec(url) ?? [];
  if (scheme === "file") {
    const directory = place.replace(/^~/, homedir());
    if (!path.isAbsolute(directory)) throw new Error(`file://${directory} is a relative path, which is not read`);
    return { scheme, directory };
  }
  if (scheme !== "s3") throw new Error("only S3 buckets and folders are read");
  const [bucket = "", ...folders] = place.split("/").filter((part) => part !== "");
  const region = new URLSearchParams(query).get("region");
  return {
    scheme,
    bucket,
    prefix: folders.map((folder) => `${folder}/`).join(""),
    options: region === null ? [] : ["--region", region],
  };
}

/** Why a command of the AWS CLI failed. */
export function reasonOf({ exitCode, stderr }: CommandResult): string {
  if (exitCode === COMMAND_NOT_FOUND) return "the AWS CLI is not installed";
  return stderr.trim().split("\n").at(-1) ?? "";
}
