import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";

import { z } from "zod";

import { COMMAND_NOT_FOUND, type CommandResult, type RunCommand } from "../terminal/command";

/** The fields of a lock that are shown: https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/lock.go */
const lockFile = z.looseObject({ username: z.string(), hostname: z.string(), timestamp: z.string() });

const listing = z.looseObject({ Contents: z.array(z.looseObject({ Key: z.string() })).optional() });

/**
 * Who holds the locks of a stack in a backend at `file://` or `s3://`, since when; the name of the file for a lock whose
 * text cannot be read. S3 is read through the AWS CLI. Rejects with the reason where the locks cannot be listed.
 *
 * @param stack name of the stack without project
 */
export async function readLocks(
  backend: string,
  project: string,
  stack: string,
  run: RunCommand,
): Promise<readonly string[]> {
  // A backend without an account has one organization.
  const folder = `.pulumi/locks/organization/${project}/${stack}`;
  const [, scheme, place = "", query = ""] = /^(file|s3):\/\/([^?]*)\??(.*)$/.exec(backend) ?? [];
  if (scheme === "file") return locksInFolder(place.replace(/^~/, homedir()), folder);
  if (scheme === "s3") return locksInBucket(place, new URLSearchParams(query).get("region"), folder, run);
  throw new Error("only S3 buckets and folders are read");
}

async function locksInFolder(backend: string, folder: string): Promise<readonly string[]> {
  if (!path.isAbsolute(backend)) throw new Error(`file://${backend} is a relative path, which is not read`);
  const directory = path.join(backend, folder);
  // Pulumi creates the folder with the first lock.
  const names = existsSync(directory) ? await readdir(directory) : [];
  const locks = names.filter((name) => name.endsWith(".json"));
  return Promise.all(locks.map(async (name) => describe(name, await readFile(path.join(directory, name), "utf8"))));
}

async function locksInBucket(
  place: string,
  region: string | null,
  folder: string,
  run: RunCommand,
): Promise<readonly string[]> {
  const [bucket = "", ...prefix] = place.split("/").filter((part) => part !== "");
  const options = region === null ? [] : ["--region", region];
  const under = `${[...prefix, folder].join("/")}/`;
  const list = ["s3api", "list-objects-v2", "--bucket", bucket, "--prefix", under, "--output", "json", ...options];
  const listed = await run("aws", list);
  if (listed.exitCode !== 0) throw new Error(reasonOf(listed));
  // The AWS CLI prints nothing for an empty list.
  const { Contents: objects = [] } = listing.parse(JSON.parse(listed.stdout.trim() || "{}"));
  return Promise.all(
    objects.map(async ({ Key: key }) => {
      const { stdout } = await run("aws", ["s3", "cp", `s3://${bucket}/${key}`, "-", ...options]);
      return describe(path.posix.basename(key), stdout);
    }),
  );
}

function reasonOf({ exitCode, stderr }: CommandResult): string {
  if (exitCode === COMMAND_NOT_FOUND) return "the AWS CLI is not installed";
  return stderr.trim().split("\n").at(-1) ?? "";
}

function describe(name: string, text: string): string {
  const { data } = lockFile.safeParse(parseJson(text));
  return data === undefined ? name : `${data.username}@${data.hostname} since ${data.timestamp}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
