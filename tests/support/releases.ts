import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

import type { Deployment } from "@pulumi/pulumi/automation";

import type { WorldObject } from "../../sandbox";

const RELEASES = path.resolve(__dirname, "../releases");
const EXTENSION = ".json.gz";

/** A stack in the state of a release, from which an upgrade to this program starts. */
export interface ReleasedStack {
  /** Text of its stack file. */
  readonly stackFile: string;
  /** Its state, as `pulumi stack export` prints it. */
  readonly deployment: Deployment;
  /** Objects in the simulated cloud. */
  readonly objects: readonly WorldObject[];
}

/** Every recorded stack of every release, such as `["0.1.0", "dev"]`. */
export function releasedStacks(): readonly (readonly [release: string, stack: string])[] {
  return readdirSync(RELEASES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: release }) =>
      readdirSync(path.join(RELEASES, release)).map((file) => [release, path.basename(file, EXTENSION)] as const),
    )
    .sort();
}

export function readReleasedStack(release: string, stack: string): ReleasedStack {
  const compressed = readFileSync(releasedStackFile(release, stack));
  return JSON.parse(gunzipSync(compressed).toString()) as ReleasedStack;
}

export function writeReleasedStack(release: string, stack: string, released: ReleasedStack): void {
  const file = releasedStackFile(release, stack);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, gzipSync(JSON.stringify(released), { level: 9 }));
}

function releasedStackFile(release: string, stack: string): string {
  return path.join(RELEASES, release, stack + EXTENSION);
}
