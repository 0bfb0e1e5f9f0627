import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/**
 * Where built and installed tools stay: the user's cache (https://specifications.freedesktop.org/basedir-spec/latest/),
 * not the checkout, so that the next fresh clone on this machine finds them.
 */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  const configured = env["XDG_CACHE_HOME"];
  // The specification says to ignore a relative path.
  const base = configured !== undefined && path.isAbsolute(configured) ? configured : path.join(os.homedir(), ".cache");
  return path.join(base, "groundwork");
}

/**
 * Makes `directory` whole or not at all: `fill` works on a neighbour that is renamed when it is complete. Of two runs
 * at the same time the first rename wins and the other takes its result; there is no lock that a killed run could leave
 * behind, and what else it left is swept away here.
 */
export async function fillDirectory(directory: string, fill: (staging: string) => Promise<void>): Promise<void> {
  const parent = path.dirname(directory);
  await mkdir(parent, { recursive: true });
  const staging = await mkdtemp(`${directory}.`);
  try {
    await fill(staging);
    await rename(staging, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  const leftovers = (await readdir(parent)).filter((name) => name.startsWith(`${path.basename(directory)}.`));
  await Promise.all(leftovers.map((name) => rm(path.join(parent, name), { recursive: true, force: true })));
}
