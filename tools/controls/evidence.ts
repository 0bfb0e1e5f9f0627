import type { Control, Framework } from "../../domain/controls/control";
import { logicalNameOf } from "../../domain/policy/waiver";
import type { RuleOutcome, Subject } from "./outcomes";

export const VERDICTS = ["failing", "undecided", "waived", "excepted", "met", "not applicable"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The verdict about one control in one stack. */
export interface Evidence {
  readonly control: string;
  readonly framework: Framework;
  readonly title: string;
  readonly mark: Control["mark"];
  readonly verdict: Verdict;
  /** Rules of the policy pack that decide; none for a setting that no rule sees. */
  readonly rules: readonly string[];
  /** Logical names of the resources with a finding or an exception, or else of those that were checked. */
  readonly resources: readonly string[];
  /** Logical names of the resources that do not meet the control for the reason of its exception. */
  readonly excepted: readonly string[];
  /** Why the verdict is not `met`. */
  readonly reason?: string;
  readonly cost?: string;
  readonly link: string;
}

/**
 * Judges each control by the outcomes of its rules.
 *
 * @param environment undefined for a stack without one, to which all controls apply
 * @param outcomes by rule
 */
export function evidenceOf(
  controls: readonly Control[],
  environment: string | undefined,
  resources: readonly Subject[],
  outcomes: ReadonlyMap<string, RuleOutcome>,
): readonly Evidence[] {
  return controls.map((control) => {
    const { id, framework, title, mark, link, cost, met } = control;
    return {
      control: id,
      framework,
      title,
      mark,
      rules: "rules" in met ? met.rules : [],
      link,
      ...(cost === undefined ? {} : { cost }),
      ...judge(control, environment, resources, outcomes),
    };
  });
}

type Judgement = Pick<Evidence, "verdict" | "resources" | "excepted" | "reason">;

function judge(
  { met, mark, environments, kinds, exception }: Control,
  environment: string | undefined,
  resources: readonly Subject[],
  outcomes: ReadonlyMap<string, RuleOutcome>,
): Judgement {
  const checked = names(resources.filter(({ type }) => kinds.includes(kindOf(type))));
  if ("notApplicable" in met) {
    return mark === "waived" && checked.length > 0
      ? { verdict: "excepted", resources: checked, excepted: checked, reason: met.notApplicable }
      : notApplicable(met.notApplicable);
  }
  if (environments !== undefined && environment !== undefined && !environments.includes(environment)) {
    return notApplicable(`Required in ${environments.join(" and ")} only`);
  }
  const ofRules = ("rules" in met ? met.rules : []).flatMap((rule) => outcomes.get(rule) ?? []);
  const accepted = names(ofRules.flatMap((outcome) => outcome.accepted.map((urn) => ({ urn }))));
  const excepted = exception === undefined ? [] : accepted;
  const found = judgeFindings(ofRules);
  if (found !== undefined) return { ...found, excepted };
  if (checked.length > 0) {
    return excepted.length > 0 && exception !== undefined
      ? { verdict: "excepted", resources: excepted, excepted, reason: exception }
      : { verdict: "met", resources: checked, excepted: [] };
  }
  const absent = `The stack has no ${kinds.join(", ")}`;
  return met.setting === undefined
    ? notApplicable(absent)
    : {
        verdict: "undecided",
        resources: [],
        excepted: [],
        reason: `${absent}, which another stack or the account may have: ${met.setting}`,
      };
}

function notApplicable(reason: string): Judgement {
  return { verdict: "not applicable", resources: [], excepted: [], reason };
}

/** Undefined if the rules have no finding. */
function judgeFindings(outcomes: readonly RuleOutcome[]): Omit<Judgement, "excepted"> | undefined {
  const violations = outcomes.flatMap((outcome) => outcome.violations);
  if (violations.length > 0) {
    const messages = violations.map(({ message }) => message);
    return { verdict: "failing", resources: names(violations), reason: unique(messages).join("; ") };
  }
  const undecided = outcomes.flatMap((outcome) => outcome.undecided);
  const waived = outcomes.flatMap((outcome) => outcome.waived);
  if (waived.length > 0) {
    const waivers = waived.map(({ waiver }) => `until ${waiver.expires} by ${waiver.owner}: ${waiver.reason.trim()}`);
    return { verdict: "waived", resources: names(waived), reason: unique(waivers).join("; ") };
  }
  if (undecided.length === 0) return undefined;
  return {
    verdict: "undecided",
    resources: names(undecided.map((urn) => ({ urn }))),
    reason: "Values are unknown until the update",
  };
}

/** `aws:s3/bucket:Bucket` as `s3.Bucket`, `kubernetes:core/v1:Namespace` as `kubernetes.Namespace`. */
function kindOf(type: string): string {
  const [packageName = "", module = "", name = ""] = type.split(":");
  return packageName === "kubernetes" ? `kubernetes.${name}` : `${module.split("/")[0] ?? ""}.${name}`;
}

function names(subjects: readonly { readonly urn: string }[]): readonly string[] {
  return unique(subjects.map(({ urn }) => logicalNameOf(urn)));
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
