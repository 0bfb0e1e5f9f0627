import { suggest } from "../../domain/suggest";
import type { Rule } from "../check/rule";
import { edit, type Finding, type FixStep } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { type ArgumentFault, checkArguments } from "./argument-types";

const argumentsExist: Rule = function* ({ overrides = {} }) {
  for (const [name, { type, arguments: values }] of Object.entries(overrides)) {
    const check = checkArguments(type, values);
    if (check === undefined) {
      yield {
        code: "overrides/unknown-type",
        path: ["overrides", name, "type"],
        message: "The AWS provider of this release has no resource type of this name.",
        fix: [edit("copy the type of the resource from pulumi preview --diff")],
      };
      continue;
    }
    for (const fault of check.faults) yield faultOf(["overrides", name, "arguments"], fault, check.known, type);
  }
};

function faultOf(at: Path, { argument, message }: ArgumentFault, known: readonly string[], type: string): Finding {
  const path = [...at, argument];
  if (message !== undefined) {
    return {
      code: "overrides/wrong-argument-type",
      path,
      message: `The value does not have the type of the argument: ${message}`,
      because: [[...at.slice(0, -1), "type"]],
      fix: [edit(`correct the value as https://www.pulumi.com/registry/packages/aws/api-docs/ describes ${type}`)],
    };
  }
  const meant = suggest(argument, known);
  return {
    code: "overrides/unknown-argument",
    path,
    message: `${type} has no argument of this name.${meant === undefined ? "" : ` Did you mean "${meant}"?`}`,
    because: [[...at.slice(0, -1), "type"]],
    allowed: `one of ${known.join(", ")}`,
    fix: [rename(path, meant)],
  };
}

function rename(path: Path, meant: string | undefined): FixStep {
  return meant === undefined ? { remove: path } : edit(`rename the argument to ${meant}`);
}

export const overridesRules: readonly Rule[] = [argumentsExist];
