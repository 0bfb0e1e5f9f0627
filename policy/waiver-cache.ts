import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { PlacedWaiver } from "../config/policy/waivers";

/** The file that decides how waivers are read. */
const READER = path.join(__dirname, "../config/policy/waivers.ts");

/**
 * Keeps what a waivers file says until the file, its reader or the names of the rules change. Each preview starts the pack, and
 * the libraries that read the file take a fifth of the time of a start. A faulty file is not kept.
 *
 * @param folder of the kept files
 * @param read yields the waivers of the text, or rejects with an error that lists its faults
 */
export async function cachedWaivers(
  folder: string,
  text: string,
  ruleNames: readonly string[],
  read: () => Promise<readonly PlacedWaiver[]>,
): Promise<readonly PlacedWaiver[]> {
  const key = JSON.stringify([text, ruleNames, readFileSync(READER, "utf8")]);
  const file = path.join(folder, `waivers-${createHash("sha256").update(key).digest("hex")}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as readonly PlacedWaiver[];
  } catch {
    const waivers = await read();
    keep(file, waivers);
    return waivers;
  }
}

function keep(file: string, waivers: readonly PlacedWaiver[]): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    // Another preview may read the file at the same time.
    const own = `${file}.${process.pid}`;
    writeFileSync(own, JSON.stringify(waivers));
    renameSync(own, file);
  } catch {
    // Without a folder to write to, each preview reads the waivers anew.
  }
}
