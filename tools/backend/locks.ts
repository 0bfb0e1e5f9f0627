import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";

import { z } from "zod";

import type { RunCommand } from "../terminal/command";
import { type Place, placeOf, reasonOf } from "./url";

/** The fields of a lock: https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/lock.go */
const lockFile = z.looseObject({
  pid: z.int().optional(),
  username: z.string(),
  hostname: z.string(),
  timestamp: z.string(),
});
export type LockHolder = z.infer<typeof lockFile>;

/** A lock of a stack, which an update creates at its start and deletes at its end. */
export interface Lock {
  /** Path of the file, or URL of the object. */
  readonly place: string;
  /** Undefined if the text of the lock cannot be read. */
  readonly holder: LockHolder | undefined;
  /** Deletes the lock. Rejects with the reason if that fails. */
  readonly remove: () => Promise<void>;
}

const listing = z.looseObject({ Contents: z.array(z.looseObject({ Key: z.string() })).optional() });

/**
 * The locks of a stack in a backend at `file://` or `s3://`. S3 is read through the AWS CLI. Rejects with the reason where the
 * locks cannot be listed.
 *
 * @param stack name of the stack without project
 */
export async function findLocks(
  backend: string,
  project: string,
  stack: string,
  run: RunCommand,
): Promise<readonly Lock[]> {
  // A backend without an account has one organization.
  const folder = `.pulumi/locks/organization/${project}/${stack}`;
  const place = placeOf(backend);
  return place.scheme === "file"
    ? locksInFolder(path.join(place.directory, folder))
    : locksInBucket(place, folder, run);
}

/** Who holds the locks of a stack, since when. Rejects as {@link findLocks} does. */
export async function readLocks(...at: Parameters<typeof findLocks>): Promise<readonly string[]> {
  return (await findLocks(...at)).map(describeLock);
}

/** Who holds the lock, since when; the name of its file if its text cannot be read. */
export function describeLock({ holder, place }: Pick<Lock, "holder" | "place">): string {
  return holder === undefined
    ? path.posix.basename(place)
    : `${holder.username}@${holder.hostname} since ${holder.timestamp}`;
}

async function locksInFolder(directory: string): Promise<readonly Lock[]> {
  // Pulumi creates the folder with the first lock.
  const names = existsSync(directory) ? await readdir(directory) : [];
  return Promise.all(
    names
      .filter((name) => name.endsWith(".json"))
      .map(async (name) => {
        const place = path.join(directory, name);
        // An update that ends deletes its lock.
        const text = await readFile(place, "utf8").catch(() => "");
        // Pulumi keeps the attributes of an object in a second file.
        const remove = (): Promise<void> =>
          Promise.all([place, `${place}.attrs`].map((file) => rm(file, { force: true }))).then(() => undefined);
        return { place, holder: parseHolder(text), remove };
      }),
  );
}

async function locksInBucket(
  { bucket, prefix, options }: Extract<Place, { readonly scheme: "s3" }>,
  folder: string,
  run: RunCommand,
): Promise<readonly Lock[]> {
  const under = `${prefix}${folder}/`;
  const list = ["s3api", "list-objects-v2", "--bucket", bucket, "--prefix", under, "--output", "json", ...options];
  const listed = await run("aws", list);
  if (listed.exitCode !== 0) throw new Error(reasonOf(listed));
  // The AWS CLI prints nothing for an empty list.
  const { Contents: objects = [] } = listing.parse(JSON.parse(listed.stdout.trim() || "{}"));
  return Promise.all(
    objects.map(async ({ Key: key }) => {
      const url = `s3://${bucket}/${key}`;
      const { stdout } = await run("aws", ["s3", "cp", url, "-", ...options]);
      const remove = async (): Promise<void> => {
        const removed = await run("aws", ["s3api", "delete-object", "--bucket", bucket, "--key", key, ...options]);
        if (removed.exitCode !== 0) throw new Error(reasonOf(removed));
      };
      return { place: url, holder: parseHolder(stdout), remove };
    }),
  );
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    return lockFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
