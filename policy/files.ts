import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { parseWaivers, type PlacedWaiver } from "../config/policy/waivers";
import { CUSTOM_FOLDER, readCustomRules } from "./custom-rules";
import { WAIVERS_FILE } from "./message";
import type { Rule } from "./rule";
import { rules } from "./rules";

/** The rules of the platform, then those of the user. */
export function allRules(customFolder = CUSTOM_FOLDER): readonly Rule[] {
  return [...rules, ...readCustomRules(customFolder)];
}

/** All rules, and the waivers of the project. Throws a ConfigError that lists every fault of a file of the user. */
export function readPolicyFiles(): { readonly rules: readonly Rule[]; readonly waivers: readonly PlacedWaiver[] } {
  const found = allRules();
  const file = path.join(__dirname, "..", WAIVERS_FILE);
  const names = found.map(({ name }) => name);
  return {
    rules: found,
    waivers: existsSync(file) ? parseWaivers(readFileSync(file, "utf8"), WAIVERS_FILE, names) : [],
  };
}
