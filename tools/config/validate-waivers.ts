import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { ConfigError, ConfigValidationError, type Problem } from "../../config";
import { type StackRules, waiverFaults } from "../../config/policy/waiver-faults";
import { parseWaivers } from "../../config/policy/waivers";
import { RULE_NAMES } from "../../domain/policy/rule-names";
import { readCustomRules } from "../../policy/custom-rules";
import { WAIVERS_FILE } from "../../policy/message";

/** The waivers of a project as the policy pack reads them. */
export interface CheckedWaivers {
  readonly file: string;
  readonly count: number;
  readonly problems: readonly Problem[];
  /** Why the file cannot be checked, for example a faulty rule of the user. */
  readonly error?: string;
}

/** Checks the waivers of a project, if it has a file of them. */
export function checkWaivers(
  directory: string,
  stacks: readonly StackRules[],
  today: Date,
): CheckedWaivers | undefined {
  const file = path.join(directory, WAIVERS_FILE);
  if (!existsSync(file)) return undefined;
  const none = { file: WAIVERS_FILE, count: 0, problems: [] };
  try {
    const own = readCustomRules(path.join(path.dirname(file), "custom")).map(({ name }) => name);
    const waivers = parseWaivers(readFileSync(file, "utf8"), WAIVERS_FILE, [...RULE_NAMES, ...own]);
    return { ...none, count: waivers.length, problems: waiverFaults(waivers, stacks, today) };
  } catch (error) {
    if (error instanceof ConfigValidationError) return { ...none, problems: error.problems };
    if (error instanceof ConfigError) return { ...none, error: error.message };
    throw error;
  }
}
