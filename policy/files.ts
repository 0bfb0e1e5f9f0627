import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import type { PlacedWaiver } from "../config/policy/waivers";
import { CUSTOM_FOLDER, readCustomRules } from "./custom-rules";
import { WAIVERS_FILE } from "./message";
import type { Rule } from "./rule";
import { rules } from "./rules";
import { cachedWaivers } from "./waiver-cache";

/** Folder of the project for files that can be created again. */
const CACHE = path.join(__dirname, "../.cache/policy");

/** The waivers file without an entry, apart from comments. */
const NO_WAIVERS = "waivers: []";

/** The rules of the platform, then those of the user. */
export function allRules(customFolder = CUSTOM_FOLDER): readonly Rule[] {
  return [...rules, ...readCustomRules(customFolder)];
}

/** All rules, and the waivers of the project. Rejects with a ConfigError that lists every fault of a file of the user. */
export async function readPolicyFiles(): Promise<{
  readonly rules: readonly Rule[];
  readonly waivers: readonly PlacedWaiver[];
}> {
  const found = allRules();
  const file = path.join(__dirname, "..", WAIVERS_FILE);
  const text = existsSync(file) ? readFileSync(file, "utf8") : NO_WAIVERS;
  if (text.replaceAll(/^\s*(#.*)?\n/gm, "").trim() === NO_WAIVERS) return { rules: found, waivers: [] };
  const names = found.map(({ name }) => name);
  const waivers = await cachedWaivers(CACHE, text, names, async () => {
    const { parseWaivers } = await import("../config/policy/waivers");
    return parseWaivers(text, WAIVERS_FILE, names);
  });
  return { rules: found, waivers };
}
