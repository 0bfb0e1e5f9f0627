import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/**
 * Directory of built and installed tools: in the user's cache (https://specifications.freedesktop.org/basedir-spec/latest/),
 * so that all clones of the repository share them.
 */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  const configured = env["XDG_CACHE_HOME"];
  // The specification says to ignore a relative path.
  const base = configured !== undefined && path.isAbsolute(configured) ? configured : path.join(os.homedir(), ".cache");
  return path.join(base, "groundwork");
}

/**
 * Creates `directory` atomically: `fill` writes to a temporary directory, which is renamed when it is complete. If two
 * processes run at the same time, the second one uses the result of the first. No lock file is needed. Temporary
 * directories of killed processes are deleted.
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
