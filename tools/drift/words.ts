import type { DriftClass } from "../../domain/drift/drift-classes";
import { counted } from "../report/render/html";
import type { DriftedProperty, DriftedResource, StackDrift, WriteEvent } from "./model";

export const CLASS_TEXTS: Readonly<Record<DriftClass, string>> = {
  security: "security-relevant",
  cost: "cost-relevant",
  other: "other",
  harmless: "harmless",
  expected: "expected",
};

/** The verdict on a stack in one sentence. */
export function verdictOf({ outcome, resources, checked }: StackDrift): string {
  if (outcome === "failed") return "The state could not be compared with AWS.";
  const expected = resources.filter((each) => each.class === "expected").length;
  const others = resources.length - expected;
  const suffix = expected === 0 ? "" : `, and ${expected} as expected`;
  if (outcome === "clean")
    return `No drift: ${counted(checked, "resource")} compared${expected === 0 ? "" : `, ${expected} changed as expected`}.`;
  return `${others} of ${counted(checked, "resource")} drifted${suffix}.`;
}

/** What an update that refreshes first does. */
export function fateText({ kind }: DriftedResource, { fate }: Pick<DriftedProperty, "fate">): string {
  if (kind === "deleted") {
    return {
      reverted: "creates it again",
      replaced: "creates it again",
      kept: "does not create it",
      unknown: "unknown",
    }[fate];
  }
  return { reverted: "reverts it", replaced: "replaces the resource", kept: "keeps it", unknown: "unknown" }[fate];
}

export function eventText({ time, name, user, from }: WriteEvent): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC ${name} by ${user}${from === undefined ? "" : ` from ${from}`}`;
}

/** How to revert or keep the drift of a stack. */
export function nextSteps({ stack, file }: StackDrift): readonly string[] {
  const target = file.includes("/") ? file : stack;
  return [
    `To set the values of the program again: npm run up -- ${target} --refresh`,
    "To keep the values of AWS: set them in the stack file, and then run the same command.",
  ];
}
