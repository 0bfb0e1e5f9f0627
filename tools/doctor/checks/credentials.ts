import { COMMAND_NOT_FOUND, COMMAND_TIMED_OUT } from "../../terminal/command";
import type { Caller, Context } from "../context";
import { fail, type Finding, lastLine, pass, skipped, warn } from "../finding";

/** Duration of the sessions of deployments: `role-duration-seconds` in .github/workflows/deploy-stack.yml. */
const LONGEST_UPDATE_MINUTES = 180;
const MINUTE_MS = 60_000;

const SIGN_IN =
  "aws sso login, or set AWS_PROFILE: https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-configure.html";

const NO_CLI = "no AWS CLI";
const NONE = "no AWS credentials";
const OFFLINE = "AWS is not reachable";

/** Finds out whose credentials the AWS CLI uses. */
export async function findCaller({ run }: Pick<Context, "run">): Promise<Caller> {
  const { exitCode, stdout, stderr } = await run("aws", ["sts", "get-caller-identity", "--output", "json"]);
  if (exitCode === COMMAND_NOT_FOUND) return { unknown: NO_CLI };
  if (exitCode === COMMAND_TIMED_OUT || /could not connect|timed? ?out/i.test(stderr)) return { unknown: OFFLINE };
  if (/unable to locate credentials/i.test(stderr)) return { unknown: NONE };
  if (exitCode !== 0) return { unknown: `AWS does not accept the credentials: ${lastLine(stderr)}` };
  const { Account: account, Arn: arn } = JSON.parse(stdout) as { readonly Account: string; readonly Arn: string };
  return { account, arn };
}

/** Whether there are credentials, and for how long. */
export async function checkCredentials(caller: Caller, context: Context): Promise<readonly Finding[]> {
  if (!("unknown" in caller)) return [pass("Credentials", caller.arn), await sessionFinding(context)];
  const { unknown } = caller;
  const session = skipped("Session length", unknown);
  if (unknown === NO_CLI || unknown === OFFLINE) return [skipped("Credentials", unknown), session];
  if (unknown === NONE) {
    return [warn("Credentials", "none; rehearsals need none, preview and up do", SIGN_IN), session];
  }
  return [fail("Credentials", unknown, SIGN_IN), session];
}

/**
 * Credentials that expire during an update leave resources that the state does not know:
 * https://github.com/pulumi/pulumi/issues/19452
 */
async function sessionFinding({ env, now, run }: Context): Promise<Finding> {
  const check = "Session length";
  const { exitCode, stdout } = await run("aws", ["configure", "export-credentials", "--format", "process"]);
  const expiration = exitCode === 0 ? expirationOf(stdout) : env["AWS_CREDENTIAL_EXPIRATION"];
  if (expiration === undefined) {
    return env["AWS_SESSION_TOKEN"] === undefined
      ? pass(check, "the credentials do not expire")
      : warn(check, "the temporary credentials in the environment do not state when they expire", SIGN_IN);
  }
  const minutes = Math.floor((Date.parse(expiration) - now.getTime()) / MINUTE_MS);
  if (minutes >= LONGEST_UPDATE_MINUTES) return pass(check, `${minutes} minutes left`);
  return warn(
    check,
    `${minutes} minutes left, but an update can take ${LONGEST_UPDATE_MINUTES} minutes: the state of an update whose credentials expire is not saved`,
    "Sign in again, with a role whose maximum session duration is 3 hours: aws iam update-role --role-name NAME --max-session-duration 10800",
  );
}

/** The output has the secrets too, so nothing else of it is kept. */
function expirationOf(stdout: string): string | undefined {
  return (JSON.parse(stdout) as { readonly Expiration?: string }).Expiration;
}

/** The settings of a stack file that the caller is compared with. */
export interface CallerSettings {
  readonly aws: { readonly accountId: string; readonly region: string };
  readonly cluster?: {
    readonly access: Readonly<Record<string, { readonly principalArn: string; readonly policy?: string | undefined }>>;
  };
}

/** Whether the caller's account and Region are those of the stack, and whether the caller may use its cluster. */
export function checkCaller(caller: Caller, settings: CallerSettings, env: NodeJS.ProcessEnv): readonly Finding[] {
  const { aws, cluster } = settings;
  const region = regionFinding(aws.region, env);
  if ("unknown" in caller) {
    const { unknown } = caller;
    return [skipped("Account", unknown), region, ...(cluster === undefined ? [] : [skipped("Access entry", unknown)])];
  }
  const account =
    caller.account === aws.accountId
      ? pass("Account", caller.account)
      : fail(
          "Account",
          `the credentials are of account ${caller.account}, but aws.accountId is ${aws.accountId}`,
          "Set AWS_PROFILE to a profile of the account of the stack",
        );
  return [account, region, ...(cluster === undefined ? [] : [accessFinding(caller.arn, cluster.access)])];
}

/** The provider uses the Region of the stack file; that of the environment applies to other commands such as `aws`. */
function regionFinding(region: string, env: NodeJS.ProcessEnv): Finding {
  const own = env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"];
  if (own === undefined || own === region) return pass("Region", region);
  return warn(
    "Region",
    `AWS_REGION is ${own}, but aws.region is ${region}: the stack is not affected, other AWS commands are`,
    `export AWS_REGION=${region}`,
  );
}

function accessFinding(arn: string, access: NonNullable<CallerSettings["cluster"]>["access"]): Finding {
  const check = "Access entry";
  const name = principalName(arn);
  const entries = Object.entries(access).filter(([, { principalArn }]) => principalName(principalArn) === name);
  const admin = entries.find(([, { policy }]) => policy === "cluster-admin");
  if (admin !== undefined) return pass(check, `cluster.access.${admin[0]}: cluster-admin`);
  const [first] = entries;
  if (first === undefined) {
    return warn(
      check,
      `cluster.access has no entry for ${name}: preview and up by this caller cannot read Kubernetes objects`,
      "Use the role of the pipeline, or add the caller to cluster.access: docs/cluster.md",
    );
  }
  return warn(
    check,
    `cluster.access.${first[0]} has no policy cluster-admin, which up needs`,
    "Run up with the role of the pipeline: docs/cluster.md",
  );
}

/** `role/NAME` or `user/NAME`. The ARN of a session contains the name of its role, but not its path. */
function principalName(arn: string): string {
  const [kind = "", ...rest] = arn.split(":").slice(5).join(":").split("/");
  return kind === "assumed-role" ? `role/${rest[0] ?? ""}` : `${kind}/${rest.at(-1) ?? ""}`;
}
