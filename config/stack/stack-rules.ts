import { KNOWN_REGIONS } from "../../domain/network/regions";
import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { ENVIRONMENTS } from "../schema";
import { suggest } from "../../domain/suggest";
import type { Rule } from "../check/rule";

/** Every provider that the program configures explicitly; `"*"` would ask for one of awsx, too. */
const EXPLICIT_PROVIDERS = ["aws", "kubernetes"];
const DISABLED_KEY = "pulumi:disable-default-providers";

/** A copied stack file must not bring another environment's rules with it. */
const environmentFitsStack: Rule = function* ({ environment }, { stack }) {
  const expected = ENVIRONMENTS.find((name) => name === stack);
  if (environment === undefined || expected === undefined || environment === expected) return;
  yield {
    path: ["environment"],
    message: "The stack is named after another environment.",
    allowed: expected,
    fix: [set(["environment"], expected)],
  };
};

/** Without this the engine gives a resource that lost its provider one with the shell's own account and Region. */
const defaultProvidersAreDisabled: Rule = function* (_, { disabledProviders }) {
  if (disabledProviders === undefined) return;
  const absent = EXPLICIT_PROVIDERS.filter((name) => !disabledProviders.includes(name));
  if (absent.length === 0 || disabledProviders.includes("*")) return;
  yield {
    path: [DISABLED_KEY],
    message: "A resource without an explicit provider would use the shell's account and Region.",
    allowed: `a list with ${EXPLICIT_PROVIDERS.join(" and ")}`,
    fix: absent.map((name, index) => set([DISABLED_KEY, disabledProviders.length + index], name)),
  };
};

const teardownNamesThePlatform: Rule = function* ({ teardown, name, environment }) {
  if (teardown === undefined || name === undefined || environment === undefined) return;
  const platformName = `${name}-${environment}`;
  if (teardown === platformName) return;
  yield {
    path: ["teardown"],
    message: "Does not name this platform.",
    because: [["name"], ["environment"]],
    allowed: "name and environment with a hyphen, or no teardown",
    fix: [remove(["teardown"])],
  };
};

const secondRegionIsAnother: Rule = function* ({ aws }) {
  if (aws?.secondRegion === undefined || aws.secondRegion !== aws.region) return;
  yield {
    path: ["aws", "secondRegion"],
    message: "`secondRegion` is the stack's own Region: its copies would be lost together with the originals.",
    because: [["aws", "region"]],
    allowed: "another Region than aws.region, or none",
    fix: [remove(["aws", "secondRegion"])],
  };
};

/** A misspelt Region is found by nobody before the first call to AWS; a new one may be missing from the list. */
const regionsAreKnown: Rule = function* ({ aws }) {
  for (const key of ["region", "secondRegion"] as const) {
    const region = aws?.[key];
    if (region === undefined || KNOWN_REGIONS.includes(region)) continue;
    const meant = suggest(region, KNOWN_REGIONS);
    const nearest = meant === undefined ? "" : `; the nearest known Region is ${meant}`;
    yield {
      path: ["aws", key],
      message: `\`${region}\` is not among the Regions that this release knows.`,
      allowed: "a Region of AWS; one that is newer than this release is accepted",
      fix: [edit(`correct \`aws.${key}\`${nearest}`)],
      warning: true,
    };
  }
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
const boundaryIsOfTheAccount: Rule = function* ({ aws }) {
  const account = /^arn:aws:iam::(\d{12}):/.exec(aws?.permissionsBoundaryArn ?? "")?.[1];
  if (aws?.permissionsBoundaryArn === undefined || account === undefined || account === aws.accountId) return;
  const path: Path = ["aws", "permissionsBoundaryArn"];
  yield {
    path,
    message: "A policy of another account bounds no role here.",
    because: [["aws", "accountId"]],
    allowed: `a policy of account ${aws.accountId} or of AWS`,
    fix: [set(path, aws.permissionsBoundaryArn.replace(account, aws.accountId))],
  };
};

export const stackKeysRules: readonly Rule[] = [
  environmentFitsStack,
  defaultProvidersAreDisabled,
  teardownNamesThePlatform,
  secondRegionIsAnother,
  regionsAreKnown,
  boundaryIsOfTheAccount,
];
