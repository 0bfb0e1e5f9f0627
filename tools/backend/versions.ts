import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

import type { RunCommand } from "../terminal/command";
import { commandLine } from "../terminal/shell";
import { placeOf, reasonOf } from "./url";

/** An earlier state of a stack in its backend. */
export interface StateVersion {
  readonly description: string;
  /** Command that makes it the state. */
  readonly restore: string;
}

/** Number of versions that are listed, the newest first. */
const MOST_VERSIONS = 5;

const versionList = z.looseObject({
  Versions: z
    .array(
      z.looseObject({ Key: z.string(), VersionId: z.string(), LastModified: z.string(), Size: z.number().optional() }),
    )
    .optional(),
});

/**
 * Earlier states of a stack: the copies that Pulumi keeps in a folder, or the versions of the object in a bucket. Rejects with
 * the reason where they cannot be listed.
 */
export async function stateVersions(
  backend: string,
  project: string,
  stack: string,
  run: RunCommand,
): Promise<readonly StateVersion[]> {
  const place = placeOf(backend);
  if (place.scheme === "file") return copiesInFolder(path.join(place.directory, ".pulumi"), project, stack);
  const key = `${place.prefix}.pulumi/stacks/${project}/${stack}.json`;
  const { bucket, options } = place;
  const list = ["s3api", "list-object-versions", "--bucket", bucket, "--prefix", key, "--output", "json", ...options];
  const listed = await run("aws", list);
  if (listed.exitCode !== 0) throw new Error(reasonOf(listed));
  const { Versions: versions = [] } = versionList.parse(JSON.parse(listed.stdout.trim() || "{}"));
  return versions
    .filter(({ Key }) => Key === key)
    .sort((one, other) => (one.LastModified < other.LastModified ? 1 : -1))
    .slice(0, MOST_VERSIONS)
    .map(({ VersionId: id, LastModified: time, Size: size = 0 }) => ({
      description: `version ${id} of s3://${bucket}/${key}, ${time}, ${size} bytes`,
      restore: commandLine([
        ...["aws", "s3api", "copy-object", "--bucket", bucket, "--key", key],
        ...["--copy-source", `${bucket}/${key}?versionId=${id}`, ...options],
      ]),
    }));
}

/** Before each save, Pulumi copies the state to a file with the extension .bak; after each update, to the folder backups. */
function copiesInFolder(folder: string, project: string, stack: string): readonly StateVersion[] {
  const file = path.join(folder, "stacks", project, `${stack}.json`);
  const backups = path.join(folder, "backups", project, stack);
  const names = existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith(".json")) : [];
  return [`${file}.bak`, ...names.map((name) => path.join(backups, name))]
    .filter((copy) => existsSync(copy))
    .map((copy) => ({ copy, stats: statSync(copy) }))
    .sort((one, other) => other.stats.mtimeMs - one.stats.mtimeMs)
    .slice(0, MOST_VERSIONS)
    .map(({ copy, stats: { mtime, size } }) => ({
      description: `${copy}, ${mtime.toISOString()}, ${size} bytes`,
      restore: commandLine(["cp", copy, file]),
    }));
}
