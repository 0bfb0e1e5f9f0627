import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";

import { z } from "zod";

import type { RunCommand } from "../terminal/command";

/** The fields of a lock that a report shows: https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/lock.go */
const lockFile = z.looseObject({ username: z.string(), hostname: z.string(), timestamp: z.string() });

const listing = z.looseObject({ Contents: z.array(z.looseObject({ Key: z.string() })).optional() });

/**
 * Who holds the locks of a stack in a backend at `file://` or `s3://`, since when. S3 is read through the AWS CLI. Empty for
 * other backends, and if the locks cannot be read: the preview, which takes no lock, is the result that counts.
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
  const texts = await lockTexts(backend, folder, run).catch(() => []);
  return texts.flatMap((text) => {
    const { data } = lockFile.safeParse(parseJson(text));
    return data === undefined ? [] : [`${data.username}@${data.hostname} since ${data.timestamp}`];
  });
}

async function lockTexts(backend: string, folder: string, run: RunCommand): Promise<readonly string[]> {
  const [, scheme, place = "", query = ""] = /^(file|s3):\/\/([^?]*)\??(.*)$/.exec(backend) ?? [];
  if (scheme === "file") return textsInFolder(path.resolve(place.replace(/^~/, homedir()), folder));
  return scheme === "s3" ? textsInBucket(place, new URLSearchParams(query).get("region"), folder, run) : [];
}

async function textsInFolder(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  return Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
}

async function textsInBucket(
  place: string,
  region: string | null,
  folder: string,
  run: RunCommand,
): Promise<readonly string[]> {
  const [bucket = "", ...prefix] = place.split("/").filter((part) => part !== "");
  const options = region === null ? [] : ["--region", region];
  const under = `${[...prefix, folder].join("/")}/`;
  const list = ["s3api", "list-objects-v2", "--bucket", bucket, "--prefix", under, "--output", "json", ...options];
  const { Contents: objects = [] } = listing.parse(parseJson((await run("aws", list)).stdout));
  const read = objects.map(({ Key: key }) => run("aws", ["s3", "cp", `s3://${bucket}/${key}`, "-", ...options]));
  return (await Promise.all(read)).map(({ stdout }) => stdout);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
