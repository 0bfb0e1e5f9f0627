import { CODES, type FindingCode } from "../../config/diagnostics/codes";
import type { Problem } from "./model";
import { type Diagnostic, logicalName, type Preview } from "./read/preview";

/** What kind of error ended a preview. */
export type ProblemKind =
  | "config"
  | "transition"
  | "protected"
  | "policy"
  | "credentials"
  | "account"
  | "locked"
  | "quota"
  | "throttle"
  | "network"
  | "setup"
  | "unknown";

export interface ClassifiedProblem {
  readonly kind: ProblemKind;
  readonly problem: Problem;
}

interface Classification {
  readonly kind: ProblemKind;
  readonly pattern: RegExp;
  readonly cause: string;
  readonly nextStep: string;
}

/** The first that matches. AWS, the engine and Kubernetes have no other mark of the kind of an error than its text. */
const CLASSIFICATIONS: readonly Classification[] = [
  {
    kind: "protected",
    pattern: /cannot be (deleted|replaced)[\s\S]*protected/,
    cause: "The change deletes or replaces a resource that is protected from deletion.",
    nextStep: "Keep the resource, or add its path to `groundwork:teardown`, update, and then remove it.",
  },
  {
    kind: "policy",
    pattern: /policy violation|violates? (a )?(mandatory )?polic/i,
    cause: "A mandatory rule of the policy pack rejects the change.",
    nextStep: "Correct the resources that the policy findings name.",
  },
  {
    kind: "account",
    pattern: /AWS account ID not allowed|allowed_account_ids|allowedAccountIds/i,
    cause: "The credentials belong to another AWS account than `groundwork:aws.accountId`.",
    nextStep:
      "Use credentials of the stack's account: `aws sts get-caller-identity` prints the account of the current ones.",
  },
  {
    kind: "credentials",
    pattern:
      /ExpiredToken|InvalidClientTokenId|UnrecognizedClientException|no valid credential|failed to (refresh cached|retrieve) credentials|AccessDenied|UnauthorizedOperation|not authorized to perform|\bforbidden\b|Unauthorized|incorrect passphrase|passphrase must be set/i,
    cause: "The credentials are missing, have expired, or lack a permission.",
    nextStep: "Sign in again, or grant the permission that the message names to the role of the preview.",
  },
  {
    kind: "locked",
    pattern: /currently locked|conflict: Another update is currently in progress/i,
    cause: "Another update of the stack is running, or was killed and left its lock.",
    nextStep:
      "Wait for the other update. If none is running: `npm run unlock -- <stack>`, then `npm run recover -- <stack>`.",
  },
  {
    kind: "quota",
    pattern: /LimitExceeded|QuotaExceeded|ServiceQuota|exceeds? the (maximum|limit)|maximum number of/i,
    cause: "A quota of the AWS account is exhausted.",
    nextStep: "Delete unused resources of this type, or request an increase in the Service Quotas console.",
  },
  {
    kind: "throttle",
    pattern: /Throttl|RequestLimitExceeded|TooManyRequests|rate exceeded|ServiceUnavailable/i,
    cause: "AWS throttled the requests or was not available for a moment.",
    nextStep: "Run the preview again.",
  },
  {
    kind: "setup",
    pattern: /no stack named/,
    cause: "The backend of the state has no stack of this name.",
    nextStep: "Log in to the backend that has the stack, or create the stack: `npm run pulumi -- stack init <stack>`.",
  },
  {
    kind: "setup",
    pattern: /no language plugin|failed to load language plugin/,
    cause: "The Pulumi CLI was built from Go modules, which have no Node.js language host.",
    nextStep: "Install the complete Pulumi CLI: https://www.pulumi.com/docs/install/",
  },
  {
    kind: "network",
    pattern:
      /dial tcp|no such host|i\/o timeout|connection (refused|reset)|TLS handshake|ENOTFOUND|ETIMEDOUT|unreachable/i,
    cause: "This machine cannot connect to AWS, to the Kubernetes API or to the backend of the state.",
    nextStep: "A private Kubernetes endpoint is reachable from the VPC only: run the preview on a runner in the VPC.",
  },
];

const UNKNOWN: Omit<Classification, "pattern"> = {
  kind: "unknown",
  cause: "The program or a provider ended with an error.",
  nextStep: "Correct the error that the message names. To see stack traces, set DEBUG to 1 and run the command again.",
};

/** The errors of a preview, each with its likely cause and the next step. */
export function problemsOf({ errors, policy }: Pick<Preview, "errors" | "policy">): readonly ClassifiedProblem[] {
  const isExplained = errors.length > 1 || policy.some(({ level }) => level === "mandatory");
  // The engine sums errors and violations up in a last error without content.
  return errors
    .filter(({ message }) => !(isExplained && /^(preview|update) failed$/.test(message)))
    .flatMap(problemsIn);
}

function problemsIn({ urn, message }: Diagnostic): readonly ClassifiedProblem[] {
  const findings = configFindings(message);
  if (findings.length > 0) return findings.map((problem) => ({ kind: kindOf(problem), problem }));
  const { kind, cause, nextStep } = CLASSIFICATIONS.find(({ pattern }) => pattern.test(message)) ?? UNKNOWN;
  return [{ kind, problem: { message: withResource(urn, message), cause, nextStep } }];
}

/** A valid stack file whose change is refused, or an invalid one. */
function kindOf({ code }: ConfigFinding): ProblemKind {
  return code.startsWith("transitions/") ? "transition" : "config";
}

/** One finding of config/, in the form of config/diagnostics/format.ts. */
interface ConfigFinding {
  readonly message: string;
  readonly code: FindingCode;
  readonly cause: string;
  readonly nextStep: string;
}

/** The findings in a message of config/, which separates them by empty lines and ends the first line of each with its code. */
export function configFindings(message: string): readonly ConfigFinding[] {
  return message.split("\n\n").flatMap((block) => {
    const code = /\[([a-z-]+\/[a-z0-9-]+)\]$/m.exec(block)?.[1];
    if (!isCode(code)) return [];
    const { cause, remedy } = CODES[code];
    return [{ message: block.trim(), code, cause: withoutLinks(cause), nextStep: withoutLinks(remedy) }];
  });
}

/** The texts of codes have links in Markdown, which reports do not render. */
function withoutLinks(text: string): string {
  return text.replaceAll(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, "$1 ($2)");
}

/** The sentence of a finding: the line below the place and code. */
export function sentenceOf({ message }: Pick<ConfigFinding, "message">): string {
  return message.split("\n")[1]?.trim() ?? message;
}

function isCode(code: string | undefined): code is FindingCode {
  return code !== undefined && Object.hasOwn(CODES, code);
}

/** Adds the name of the resource to a provider's error, which may not contain it. */
function withResource(urn: string, message: string): string {
  const name = logicalName(urn);
  return name === "" || urn.includes("::pulumi:pulumi:Stack::") || message.includes(name)
    ? message
    : `${name}: ${message}`;
}
