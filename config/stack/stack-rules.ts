import { zoneOf } from "../../domain/cluster/hosted-zones";
import { KNOWN_REGIONS, REGIONS_AS_OF, regionVerdict } from "../../domain/network/regions";
import { edit, remove, set } from "../diagnostics/finding";
import { formatPath, type Path } from "../source/path";
import { ENVIRONMENTS } from "../schema";
import { edits, suggest } from "../../domain/suggest";
import type { Rule } from "../check/rule";
import { removablePaths } from "./teardown";

/** Every provider that the program configures explicitly; `"*"` would require one of awsx, too. */
const EXPLICIT_PROVIDERS = ["aws", "kubernetes"];
const DISABLED_KEY = "pulumi:disable-default-providers";

/** Begin names of GitHub environments of pull requests: docs/workflows.md. */
const RESERVED_PREFIXES = ["preview-", "approve-"] as const;

/** In a copied stack file, the rules of the other environment would apply. */
const environmentMatchesStack: Rule = function* ({ environment }, { stack }) {
  const expected = ENVIRONMENTS.find((name) => name === stack);
  if (environment === undefined || expected === undefined || environment === expected) return;
  yield {
    code: "stack/environment-mismatch",
    path: ["environment"],
    message: "`environment` is not the one that the stack is named after.",
    allowed: expected,
    fix: [set(["environment"], expected)],
  };
};

/** Stacks of fleets are named `fleet-<stack>` there. */
const nameIsNoEnvironmentOfPullRequests: Rule = function* ({ cluster }, { stack }) {
  const reserved = RESERVED_PREFIXES.find((prefix) => stack.startsWith(prefix));
  if (cluster === undefined || reserved === undefined) return;
  yield {
    code: "stack/reserved-stack-name",
    path: ["environment"],
    message: `The name of the stack begins with \`${reserved}\`: jobs of pull requests run in the GitHub environment of this name, and would be trusted to deploy the stack.`,
    allowed: `a name that does not begin with ${RESERVED_PREFIXES.join(" or ")}`,
    fix: [edit("rename the stack file, and the stack with `pulumi stack rename` if it exists")],
  };
};

const defaultProvidersAreDisabled: Rule = function* (_, { disabledProviders }) {
  if (disabledProviders === undefined) return;
  const absent = EXPLICIT_PROVIDERS.filter((name) => !disabledProviders.includes(name));
  if (absent.length === 0 || disabledProviders.includes("*")) return;
  yield {
    code: "stack/default-providers-enabled",
    path: [DISABLED_KEY],
    message:
      "Default providers are enabled: a resource without an explicit provider would use the account and Region of the shell.",
    allowed: `a list with ${EXPLICIT_PROVIDERS.join(" and ")}`,
    fix: absent.map((name, index) => set([DISABLED_KEY, disabledProviders.length + index], name)),
  };
};

const teardownMatchesPlatformName: Rule = function* ({ teardown, name, environment }) {
  if (typeof teardown !== "string" || name === undefined || environment === undefined) return;
  const platformName = `${name}-${environment}`;
  if (teardown === platformName) return;
  yield {
    code: "stack/teardown-mismatch",
    path: ["teardown"],
    message: "`teardown` is not the name of this platform, so it does not confirm that the platform may be destroyed.",
    because: [["name"], ["environment"]],
    allowed: "name and environment with a hyphen between them, or no teardown",
    fix: [remove(["teardown"])],
  };
};

const teardownNamesWhatExists: Rule = function* (parts) {
  const { teardown, storage, cluster, backup, monitoring } = parts;
  if (!Array.isArray(teardown) || [storage, cluster, backup, monitoring].includes(undefined)) return;
  const known = removablePaths(parts);
  const isStale = teardown.every((name) => !known.includes(name));
  for (const [index, name] of teardown.entries()) {
    if (known.includes(name)) continue;
    const path: Path = ["teardown", index];
    const meant = nearlyEqual(name, known);
    yield {
      code: "stack/teardown-unknown-path",
      path,
      message: "`teardown` names something that this stack file does not contain, so it would turn off no protection.",
      because: [name.split(".").slice(0, 2)],
      allowed:
        known.length === 0 ? "no list: nothing in this stack can be removed alone" : `any of ${known.join(", ")}`,
      // A command that names another resource would turn off the protection of one that is kept.
      fix: [
        meant === undefined
          ? remove(isStale ? ["teardown"] : path)
          : edit(`remove the entry if its resource is removed; if it is a misspelling of \`${meant}\`, correct it`),
      ],
    };
  }
};

/** The path that differs in one letter, or in the order of two. */
function nearlyEqual(name: string, known: readonly string[]): string | undefined {
  return known.find((path) => edits(name, path) === 1);
}

const PROMETHEUS: Path = ["monitoring", "prometheus"];
const DATA_SOURCES: Path = ["monitoring", "grafana", "dataSources"];

/** A resource without its protection is about to be removed, so nothing may need it. */
const teardownKeepsWhatIsInUse: Rule = function* ({ teardown, cluster, monitoring }) {
  if (!Array.isArray(teardown) || cluster === undefined) return;
  const { hostedZones, sampleWorkload } = cluster;
  const { logs, grafana } = monitoring ?? {};
  const [zoneOfHost = ""] = zoneOf(sampleWorkload?.ingress?.host ?? "", hostedZones) ?? [];
  const users: readonly (readonly [used: Path, user: Path])[] = [
    [
      ["storage", "buckets", cluster.diagnostics?.bucket ?? ""],
      ["cluster", "diagnostics", "bucket"],
    ],
    [
      ["cluster", "namespaces", sampleWorkload?.namespace ?? ""],
      ["cluster", "sampleWorkload", "namespace"],
    ],
    [
      ["cluster", "hostedZones", zoneOfHost],
      ["cluster", "sampleWorkload", "ingress", "host"],
    ],
    [
      ["storage", "buckets", logs?.archive?.bucket ?? ""],
      ["monitoring", "logs", "archive", "bucket"],
    ],
    ...(grafana?.dataSources.includes("PROMETHEUS") === true ? [[PROMETHEUS, DATA_SOURCES] as const] : []),
  ];
  for (const [used, user] of users) {
    const index = teardown.indexOf(formatPath(used));
    if (index === -1) continue;
    yield {
      code: "stack/teardown-of-used",
      path: ["teardown", index],
      message: `\`${formatPath(user)}\` uses this resource, so it cannot be removed.`,
      because: [user],
      allowed: "a resource that no other key names",
      fix: [edit(`remove or change \`${formatPath(user)}\` first`)],
    };
  }
};

const secondRegionDiffers: Rule = function* ({ aws }) {
  if (aws?.secondRegion === undefined || aws.secondRegion !== aws.region) return;
  yield {
    code: "stack/second-region-is-first",
    path: ["aws", "secondRegion"],
    message: "`secondRegion` is the Region of the stack: copies would be lost together with the originals.",
    because: [["aws", "region"]],
    allowed: "another Region than aws.region, or none",
    fix: [remove(["aws", "secondRegion"])],
  };
};

/** A misspelt Region fails only at the first call to AWS. The table of Regions lacks those that are newer. */
const regionsAreKnown: Rule = function* ({ aws }) {
  for (const key of ["region", "secondRegion"] as const) {
    const region = aws?.[key];
    const verdict = region === undefined ? "known" : regionVerdict(region);
    if (region === undefined || verdict === "known") continue;
    const meant = suggest(region, KNOWN_REGIONS);
    yield {
      code: "stack/unknown-region",
      path: ["aws", key],
      message:
        verdict === "newer"
          ? `Not known: the Region is not in the table of ${REGIONS_AS_OF}. Check that AWS has opened it.`
          : `AWS has no Region of this name (table of ${REGIONS_AS_OF}).`,
      allowed: meant === undefined ? "an AWS Region" : `an AWS Region; the nearest name is ${meant}`,
      fix: [edit(`correct \`aws.${key}\`${verdict === "newer" ? ", if it is misspelt" : ""}`)],
      ...(verdict === "newer" ? { warning: true } : {}),
    };
  }
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
const boundaryIsInAccount: Rule = function* ({ aws }) {
  const account = /^arn:aws:iam::(\d{12}):/.exec(aws?.permissionsBoundaryArn ?? "")?.[1];
  if (aws?.permissionsBoundaryArn === undefined || account === undefined || account === aws.accountId) return;
  const path: Path = ["aws", "permissionsBoundaryArn"];
  yield {
    code: "stack/boundary-of-another-account",
    path,
    message: "IAM does not accept a policy of another account as the permissions boundary of a role.",
    because: [["aws", "accountId"]],
    allowed: `a policy of account ${aws.accountId}, or an AWS managed policy`,
    fix: [set(path, aws.permissionsBoundaryArn.replace(account, aws.accountId))],
  };
};

export const stackKeysRules: readonly Rule[] = [
  environmentMatchesStack,
  nameIsNoEnvironmentOfPullRequests,
  defaultProvidersAreDisabled,
  teardownMatchesPlatformName,
  teardownNamesWhatExists,
  teardownKeepsWhatIsInUse,
  secondRegionDiffers,
  regionsAreKnown,
  boundaryIsInAccount,
];
