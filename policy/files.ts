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

/** The waivers of the project; none without the file. */
export function readWaivers(ruleNames: readonly string[]): readonly PlacedWaiver[] {
  const file = path.join(__dirname, "..", WAIVERS_FILE);
  return existsSync(file) ? parseWaivers(readFileSync(file, "utf8"), WAIVERS_FILE, ruleNames) : [];
}
