import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { ConfigError } from "../config/diagnostics/error";
import { LEVELS } from "../domain/policy/levels";
import { CUSTOM_PREFIX } from "../domain/policy/rule-names";
import { isRecord } from "./props";
import type { Rule } from "./rule";

/** Folder of the user's own rules. */
export const CUSTOM_FOLDER = path.join(__dirname, "custom");

const NAME = new RegExp(`^${CUSTOM_PREFIX}[a-z0-9]+(-[a-z0-9]+)*$`);

/** A file of own rules that cannot be used. The message says what to change. */
export class CustomRuleError extends ConfigError {
  override readonly name = "CustomRuleError";
}

/** The rules that the files of a folder export as `rules`, without tests. */
export function readCustomRules(folder: string): readonly Rule[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => /(?<!\.test|\.d)\.ts$/.test(file));
  const rules = files.sort().flatMap((file) => rulesOf(path.join(folder, file), file));
  const problems = rules.flatMap(({ file, rule }, index) => {
    const first = rules.findIndex((other) => other.rule.name === rule.name);
    if (first === index) return [];
    return [`${file}: ${rules[first]?.file ?? ""} has a rule ${rule.name} already; rename one of the two`];
  });
  if (problems.length > 0) throw new CustomRuleError(problems.join("\n"));
  return rules.map(({ rule }) => rule);
}

function rulesOf(module: string, name: string): { readonly file: string; readonly rule: Rule }[] {
  const file = `policy/custom/${name}`;
  const exported: unknown = createRequire(__filename)(module);
  const rules: unknown = isRecord(exported) ? exported["rules"] : undefined;
  if (!Array.isArray(rules)) throw new CustomRuleError(`${file} exports no list \`rules\``);
  const problems = rules.flatMap((rule: unknown, index) => faultOf(rule, `${file}, rule ${index + 1}`));
  if (problems.length > 0) throw new CustomRuleError(problems.join("\n"));
  return rules.map((rule: unknown) => ({ file, rule: rule as Rule }));
}

function faultOf(rule: unknown, place: string): string[] {
  if (!isRecord(rule) || typeof rule["name"] !== "string") return [`${place}: the rule has no name`];
  const { name, description, controls, level, types, violations, stackViolations } = rule;
  const at = `${place} (${name})`;
  if (!NAME.test(name)) {
    const words = name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "");
    return [
      `${at}: names of own rules are in kebab case and begin with ${CUSTOM_PREFIX}, so that they differ from the rules of every release; rename the rule, for example to ${CUSTOM_PREFIX}${words}`,
    ];
  }
  const isResourceRule = Array.isArray(types) && typeof violations === "function";
  return [
    ...(typeof description === "string" && description !== "" ? [] : [`${at}: \`description\` is missing`]),
    ...(Array.isArray(controls) ? [] : [`${at}: \`controls\` is missing; a rule without controls has []`]),
    ...(LEVELS.some((each) => each === level) ? [] : [`${at}: \`level\` is none of ${LEVELS.join(", ")}`]),
    ...(isResourceRule || typeof stackViolations === "function"
      ? []
      : [`${at}: the rule has neither \`types\` and \`violations\`, nor \`stackViolations\``]),
  ];
}
