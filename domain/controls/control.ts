/** `must`: a platform looks broken without it. `should`: the best alternatives have it. `waived`: not met, with a reason. */
export type Mark = "must" | "should" | "waived";

/** How the platform meets a requirement. */
export type Means =
  /** Rules of the policy pack decide. `setting` turns on what they check, if a stack can do without it. */
  | { readonly rules: readonly string[]; readonly setting?: string }
  /** A setting of the stack file or a default of a component, which no rule can see in the inputs of resources. */
  | { readonly setting: string }
  | { readonly notApplicable: string };

/** What one or more controls of different frameworks require. */
export interface Requirement {
  /** IDs of the controls, as the frameworks write them; `CIS-AWS-` and `CIS-EKS-` precede the numbers of CIS. */
  readonly ids: readonly string[];
  readonly title: string;
  readonly mark: Mark;
  /** Environments that must meet it. Omitted: all. */
  readonly environments?: readonly string[];
  /** Kinds of resources, such as `ec2.Vpc`, or `kubernetes.Namespace`. */
  readonly kinds: readonly string[];
  readonly met: Means;
  /** Which resources do not meet it although a rule accepts them, and why. The `accepts` of a rule finds them. */
  readonly exception?: string;
  /** Why Checkov reports resources that meet it. */
  readonly scannerError?: string;
  readonly cost?: string;
  /** Page of AWS or of another author about the requirement, for controls without a page of their own. */
  readonly page?: string;
}

export type Framework =
  | "AWS Foundational Security Best Practices"
  | "AWS Resource Tagging Standard"
  | "AWS Security Hub, other standards"
  | "CIS AWS Foundations Benchmark 7.0"
  | "CIS Amazon EKS Benchmark 1.8"
  | "Checkov"
  | "Prowler";

/** One control of one framework. */
export interface Control extends Omit<Requirement, "ids" | "page"> {
  readonly id: string;
  readonly framework: Framework;
  /** Page about the control. */
  readonly link: string;
}

const SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide";

/** Controls that AWS lists in the Resource Tagging Standard: https://docs.aws.amazon.com/securityhub/latest/userguide/standards-tagging.html */
const TAGGING = new Set([
  ...["EC2.37", "EC2.39", "EC2.40", "EC2.41", "EC2.42", "EC2.43", "EC2.44", "EC2.46", "EC2.48", "EC2.175"],
  ...["EKS.6", "EKS.7", "EFS.5", "Backup.3", "Backup.5", "IAM.24", "CloudTrail.9", "SecretsManager.5"],
]);

/** Controls of Security Hub for older CIS benchmarks, PCI DSS or NIST alone, which no other standard of this list contains. */
const OTHER_STANDARDS = new Set([...Array.from({ length: 14 }, (_, index) => `CloudWatch.${index + 1}`), "WAF.11"]);

/** The controls of a requirement, each with its framework and page. */
export function controlsOf({ ids, page, ...requirement }: Requirement): readonly Control[] {
  return ids.map((id) => ({ ...requirement, id, framework: frameworkOf(id), link: linkOf(id, page) }));
}

function frameworkOf(id: string): Framework {
  if (id.startsWith("CIS-AWS-")) return "CIS AWS Foundations Benchmark 7.0";
  if (id.startsWith("CIS-EKS-")) return "CIS Amazon EKS Benchmark 1.8";
  if (id.startsWith("CKV")) return "Checkov";
  if (/^[a-z]/.test(id)) return "Prowler";
  if (OTHER_STANDARDS.has(id)) return "AWS Security Hub, other standards";
  return TAGGING.has(id) ? "AWS Resource Tagging Standard" : "AWS Foundational Security Best Practices";
}

function linkOf(id: string, page: string | undefined): string {
  const [service = "", number] = id.toLowerCase().split(".");
  if (id.startsWith("CIS-AWS-")) return `${SECURITY_HUB}/cis-aws-foundations-benchmark.html`;
  if (id.startsWith("CIS-EKS-") || number === undefined) return page ?? EKS_SECURITY;
  return `${SECURITY_HUB}/${service}-controls.html#${service}-${number}`;
}

const EKS_SECURITY = "https://docs.aws.amazon.com/eks/latest/best-practices/security.html";
