import {
  type AccountServices,
  CONFIG_ROLE_NAME,
  createdServices,
  type ServiceMode,
} from "../../../domain/account/services";
import type { Caller, Context } from "../context";
import { fail, type Finding, lastLine, pass, skipped, warn } from "../finding";

/** The settings of a stack for its account. */
export interface AccountSettings {
  readonly aws: { readonly accountId: string; readonly region: string };
  readonly account: AccountServices & { readonly baseline: boolean; readonly accessAnalyzer: ServiceMode };
}

/** A stack as commands name it, and Pulumi's options that select it. */
export interface CheckedStack {
  readonly argument: string;
  readonly select: readonly string[];
}

/** How to see whether the account has a service. */
interface Probe {
  readonly what: string;
  /** Arguments of the AWS CLI, without the Region. */
  readonly command: (accountId: string) => string;
  /** Names of what the account has. The parameter states the part of the command's output that is read. */
  readonly namesIn: (output: never) => readonly string[];
  /** Errors that mean that the account has none. */
  readonly none?: RegExp;
  /** Type of the resource by which the stack owns it. */
  readonly type: string;
  /** What `create` would do. Without it, AWS refuses the second one. */
  readonly warning?: string;
}

const PROBES: Readonly<Record<string, Probe>> = {
  accessAnalyzer: {
    what: "access analyzer",
    command: () => "accessanalyzer list-analyzers --type ACCOUNT",
    namesIn: ({ analyzers }: { readonly analyzers: readonly { readonly name: string }[] }) =>
      analyzers.map(({ name }) => name),
    type: "aws:accessanalyzer/analyzer:Analyzer",
  },
  "cloudTrail.trail": {
    what: "trail of all Regions",
    command: () => "cloudtrail describe-trails",
    namesIn: ({ trailList }: { readonly trailList: readonly { TrailARN: string; IsMultiRegionTrail: boolean }[] }) =>
      trailList.filter(({ IsMultiRegionTrail }) => IsMultiRegionTrail).map(({ TrailARN }) => TrailARN),
    type: "aws:cloudtrail/trail:Trail",
    warning: "AWS charges $2 per 100,000 events for a second copy",
  },
  "config.recorder": {
    what: "configuration recorder",
    command: () => "configservice describe-configuration-recorders",
    namesIn: ({ ConfigurationRecorders }: { readonly ConfigurationRecorders: readonly { readonly name: string }[] }) =>
      ConfigurationRecorders.map(({ name }) => name),
    type: "aws:cfg/recorder:Recorder",
  },
  "config.serviceLinkedRole": {
    what: `role ${CONFIG_ROLE_NAME}`,
    command: () => `iam get-role --role-name ${CONFIG_ROLE_NAME}`,
    namesIn: ({ Role }: { readonly Role: { readonly Arn: string } }) => [Role.Arn],
    none: /NoSuchEntity/,
    type: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
  },
  "guardDuty.detector": {
    what: "detector of GuardDuty",
    command: () => "guardduty list-detectors",
    namesIn: ({ DetectorIds }: { readonly DetectorIds: readonly string[] }) => DetectorIds,
    type: "aws:guardduty/detector:Detector",
  },
  "securityHub.hub": {
    what: "hub of Security Hub",
    command: () => "securityhub describe-hub",
    namesIn: ({ HubArn }: { readonly HubArn: string }) => [HubArn],
    none: /InvalidAccessException|ResourceNotFoundException/,
    type: "aws:securityhub/account:Account",
  },
  "inspector.activation": {
    what: "active Amazon Inspector",
    command: (accountId) => `inspector2 batch-get-account-status --account-ids ${accountId}`,
    namesIn: ({ accounts }: InspectorStatus) =>
      accounts.flatMap(({ resourceState }) =>
        Object.entries(resourceState).flatMap(([type, { status }]) => (status === "ENABLED" ? [type] : [])),
      ),
    type: "aws:inspector2/enabler:Enabler",
    warning: "the stack would turn off the scans that `scannedTypes` does not list",
  },
};

interface InspectorStatus {
  readonly accounts: readonly { readonly resourceState: Readonly<Record<string, { readonly status: string }>> }[];
}

/** Whether the account has services already that the stack file says to create, and that another owner created. */
export async function checkAccount(
  settings: AccountSettings,
  stack: CheckedStack,
  caller: Caller,
  context: Context,
): Promise<readonly Finding[]> {
  const keys = keysToCreate(settings.account);
  if (keys.length === 0) return [];
  const skip = (reason: string): Finding[] => keys.map((key) => skipped(titleOf(key), reason));
  if ("unknown" in caller) return skip(caller.unknown);
  if (caller.account !== settings.aws.accountId) return skip("the credentials are of another account");
  const owned = await typesInState(stack, context);
  return Promise.all(keys.map((key) => serviceFinding(key, settings, stack, owned, context)));
}

function keysToCreate(account: AccountSettings["account"]): readonly string[] {
  const { baseline, accessAnalyzer } = account;
  return [
    ...(baseline && accessAnalyzer === "create" ? ["accessAnalyzer"] : []),
    ...createdServices(account).map(({ key }) => key.join(".")),
  ];
}

async function serviceFinding(
  key: string,
  { aws: { accountId, region } }: AccountSettings,
  stack: CheckedStack,
  owned: ReadonlySet<string> | undefined,
  { run }: Context,
): Promise<Finding> {
  const check = titleOf(key);
  const probe = PROBES[key];
  if (probe === undefined) return skipped(check, "this check does not know the service");
  const { what, none, type, warning } = probe;
  const command = `${probe.command(accountId)} --region ${region}`;
  const { exitCode, stdout, stderr } = await run("aws", [...command.split(" "), "--output", "json"]);
  if (exitCode !== 0 && none?.test(stderr) !== true) return skipped(check, lastLine(stderr));
  const names = exitCode === 0 ? probe.namesIn(JSON.parse(stdout) as never) : [];
  if (names.length === 0) return pass(check, `the account has no ${what}`);
  const found = `the account has the ${what} ${names.join(", ")}`;
  if (owned?.has(type) === true) return pass(check, `${found}, which the stack created`);
  const fix = `npm run config -- set ${stack.argument} account.${key} existing`;
  if (owned === undefined)
    return warn(check, `${found}; the state of the stack cannot be read`, `Unless the stack created it: ${fix}`);
  if (warning !== undefined) return warn(check, `${found}: ${warning}`, fix);
  return fail(check, `${found}, and AWS refuses a second one; to import it: docs/account.md`, fix);
}

interface Exported {
  readonly deployment: { readonly resources?: readonly { readonly type: string }[] };
}

/** Types of the resources of the stack; undefined if they are not known. */
async function typesInState(
  { select }: CheckedStack,
  { engine, pulumi }: Context,
): Promise<ReadonlySet<string> | undefined> {
  if (typeof engine === "string") return undefined;
  const { exitCode, stdout, stderr } = await pulumi(["stack", "export", ...select]);
  if (exitCode !== 0) return stderr.includes("no stack named") ? new Set() : undefined;
  const { resources = [] } = (JSON.parse(stdout) as Exported).deployment;
  return new Set(resources.map(({ type }) => type));
}

function titleOf(key: string): string {
  return `Account: ${key}`;
}
