import { CONTROLS } from "../domain/controls/catalogue";
import { logicalNameOf, stackOfUrn } from "../domain/policy/waiver";
import type { PlacedWaiver } from "../config/policy/waivers";
import type { Rule } from "./rule";

/** The waivers file, as messages name it. */
export const WAIVERS_FILE = "policy/waivers.yaml";

/** How lines of a message begin that {@link readMessage} looks for. */
const [WAIVED, UNDECIDED, WHY] = ["Waived until ", "Undecided: ", "Why: "] as const;

/** What a finding of the pack is, which its first line says. */
export type Status = "violation" | "waived" | "undecided";

/** The parts of a message about a resource. */
export interface MessageParts {
  readonly status: Status;
  /** What is wrong, or unknown. */
  readonly finding: string;
  /** Until when, by whom and why a violation is accepted. */
  readonly waiver: string | undefined;
  /** Why it matters, how to fix it, and how to waive it, each in a line. */
  readonly details: readonly string[];
}

/** A violation for people, in the output of Pulumi, which names rule and resource above it, and in reports. */
export function violationMessage(rule: Rule, urn: string, finding: string, expired?: PlacedWaiver): string {
  return [
    finding,
    why(rule),
    `Fix: ${rule.fix ?? generalFix(urn)}`,
    ...(expired === undefined
      ? [`Waive: ${waiveLine(rule.name, urn)} below \`waivers\` in ${WAIVERS_FILE}`]
      : [`Waive: the waiver in line ${expired.line} of ${WAIVERS_FILE} expired on ${expired.expires}`]),
  ].join("\n");
}

/** A violation that a waiver accepts. */
export function waivedMessage(rule: Rule, finding: string, { expires, owner, reason, line }: PlacedWaiver): string {
  const waiver = `${WAIVED}${expires} by ${owner}: ${oneLine(reason)} (${WAIVERS_FILE}, line ${line})`;
  return [waiver, finding, why(rule)].join("\n");
}

/** A rule that needs values which a preview does not have. */
export function undecidedMessage(rule: Rule, paths: readonly string[]): string {
  const values = paths.map((path) => `\`${path}\``).join(", ");
  return [
    `${UNDECIDED}${values} ${paths.length === 1 ? "is" : "are"} unknown until the update, which checks the rule again`,
    why(rule),
  ].join("\n");
}

/** Reads the messages of the functions above, and those of other packs, whose finding is the last line. */
export function readMessage(message: string): MessageParts {
  const lines = message.split("\n").map((line) => line.trim());
  const [first = "", ...rest] = lines;
  const last = lines.at(-1) ?? "";
  const none = { waiver: undefined, details: [] };
  if (first.startsWith(UNDECIDED)) return { ...none, status: "undecided", finding: first.slice(UNDECIDED.length) };
  // The SDK reports a rule of another pack that read an unknown value as an advisory violation.
  if (lines.some((line) => line.startsWith("can't run policy"))) return { ...none, status: "undecided", finding: last };
  if (first.startsWith(WAIVED)) {
    return { status: "waived", finding: rest[0] ?? "", waiver: first, details: rest.slice(1) };
  }
  const isOurs = rest.some((line) => line.startsWith(WHY));
  return { ...none, status: "violation", ...(isOurs ? { finding: first, details: rest } : { finding: last }) };
}

/** Where an argument is set that no key of the stack file has; most findings name it. */
function generalFix(urn: string): string {
  const name = logicalNameOf(urn);
  const own = "change it in the program that creates the resource";
  // Overrides are for resources of AWS only.
  if (!/(::|\$)aws:[^$]*::/.test(urn)) return `For an object of your own, ${own}`;
  return `For a resource of the platform, set the argument in \`overrides.${name}\` of the stack file; for one of your own, ${own}`;
}

function why({ description, controls }: Rule): string {
  const links = controlLinks(controls);
  return `${WHY}${describe({ description, controls })}${links.length === 0 ? "" : `, ${links.join(" ")}`}`;
}

/** The description followed by the controls: "Symmetric KMS keys rotate every year (KMS.4)". */
export function describe({ description, controls }: Pick<Rule, "description" | "controls">): string {
  return controls.length === 0 ? description : `${description} (${controls.join(", ")})`;
}

/** The AWS pages of Security Hub controls: of the control, or of all controls of a service. Without one, the page of a CIS control. */
export function controlLinks(controls: readonly string[]): string[] {
  const hub = controls.filter((control) => /^[A-Z][A-Za-z0-9]*\.\d+$/.test(control));
  if (hub.length === 0) return CONTROLS.filter(({ id }) => id === controls[0]).map(({ link }) => link);
  const services = Map.groupBy(hub, (control) => control.split(".")[0]?.toLowerCase() ?? "");
  return [...services].map(([service, [only = "", ...others]]) => {
    const page = `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html`;
    return others.length > 0 ? page : `${page}#${only.toLowerCase().replace(".", "-")}`;
  });
}

function waiveLine(rule: string, urn: string): string {
  const resource = JSON.stringify(logicalNameOf(urn));
  return `\`- { rule: ${rule}, resource: ${resource}, stacks: [${stackOfUrn(urn)}], reason: "…", owner: "…", expires: YYYY-MM-DD }\``;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
