import { checkChange } from "../../../../config/check/check";
import type { Problem } from "../../../../config/diagnostics/problem";
import { recordOf } from "../../../../config/transitions/record";
import type { PlatformConfig } from "../../../../config";
import { edited, type Edits, fileText, MINIMAL, sourceOf, verdictOn } from "../fixtures";

const LOGS = { "cluster.logTypes": ["api"] };
const NO_LOGS = { "cluster.logTypes": [] };
const INFREQUENT = { "cluster.logClass": "INFREQUENT_ACCESS" };
const CUSTOMER_MANAGED = { "storage.encryption": "customer-managed" };
const WITH_REGISTRY = { "storage.registries": { api: {} } };
const WITH_FILES = { "storage.fileSystems": { shared: {} } };
const BACKUP = { backup: { enabled: true } };
const BACKUP_WITH_KEY = { backup: { enabled: true, encryption: "customer-managed" } };
const FIELDS = { "network.flowLogs": { fields: ["srcaddr", "dstaddr", "bytes"] } };

function configOf(edits: Edits): PlatformConfig {
  const { config, problems } = verdictOn(edits);
  if (config === undefined) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join("; "));
  return config;
}

function problemsAfter(record: unknown, after: Edits): readonly Problem[] {
  return checkChange(sourceOf(fileText(edited(MINIMAL, after))), configOf(after), record);
}

function problemsOf(before: Edits, after: Edits): readonly Problem[] {
  return problemsAfter(recordOf(configOf(before), new Set()), after);
}

describe("a change of what exists", () => {
  it.each<[string, Edits, Edits, string, RegExp, string]>([
    [
      "a key of one's own for backups",
      BACKUP,
      BACKUP_WITH_KEY,
      "backup.encryption",
      /replaces the vaults/,
      "pulumi config set --stack dev --path 'backup.encryption' aws-managed",
    ],
    [
      "another class of logs",
      LOGS,
      { ...LOGS, ...INFREQUENT },
      "cluster.logClass",
      /replaces the log group of the control plane/,
      "pulumi config set --stack dev --path 'cluster.logClass' STANDARD",
    ],
    [
      "a key of one's own for registries, one of which is new",
      WITH_REGISTRY,
      { "storage.registries": { api: {}, web: {} }, ...CUSTOMER_MANAGED },
      "storage.encryption",
      /replaces every registry/,
      "pulumi config set --stack dev --path 'storage.encryption' aws-managed",
    ],
  ])("is refused: %s", (_, before, after, path, message, fix) => {
    const problems = problemsOf(before, after);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.fix).toEqual([fix]);
  });
});

describe("a change of what does not exist, or ceases to", () => {
  it.each<[string, Edits, Edits]>([
    ["a key of one's own with the first registry", {}, { ...WITH_REGISTRY, ...CUSTOMER_MANAGED }],
    ["a key of one's own with the first file system", {}, { ...WITH_FILES, ...CUSTOMER_MANAGED }],
    ["a key of one's own when the registries go", WITH_REGISTRY, CUSTOMER_MANAGED],
    ["a key of one's own with the first backups", { backup: { enabled: false } }, BACKUP_WITH_KEY],
    [
      "no backups any more, with their encryption stated",
      BACKUP_WITH_KEY,
      { backup: { enabled: false, encryption: "customer-managed" } },
    ],
    ["no backups any more", BACKUP_WITH_KEY, {}],
    ["no logs any more, with their class stated", { ...LOGS, ...INFREQUENT }, { ...NO_LOGS, ...INFREQUENT }],
    ["no logs any more", { ...LOGS, ...INFREQUENT }, NO_LOGS],
    ["logs of another class after none", NO_LOGS, { ...LOGS, ...INFREQUENT }],
    ["another destination of the flow log, without its fields", FIELDS, { "network.flowLogs": { destination: "s3" } }],
    ["other traffic in the flow log, without its fields", FIELDS, { "network.flowLogs": { traffic: "ALL" } }],
  ])("is accepted: %s", (_, before, after) => {
    expect(problemsOf(before, after)).toEqual([]);
  });
});

describe("a value that an older release recorded of what may not exist", () => {
  it.each([
    ["vault", BACKUP_WITH_KEY, { "backup.encryption": "aws-managed" }, { "backup.enabled": "true" }],
    ["log group", { ...LOGS, ...INFREQUENT }, { "cluster.logClass": "STANDARD" }, { "cluster.logTypes": "api" }],
  ])("is compared, with the way out where there is no %s", (resource, after, older, younger) => {
    const allowed = (record: object): string =>
      problemsAfter(record, after)
        .map((problem) => problem.allowed)
        .join();
    const wayOut = `If the stack has no ${resource} yet, update once without this change, and then with it.`;
    expect(allowed(older)).toContain(wayOut);
    expect(allowed({ ...older, ...younger })).toContain("the value of the last update");
    expect(allowed({ ...older, ...younger })).not.toContain(wayOut);
  });

  it("is an obstacle only where the stack file has a registry or file system", () => {
    expect(problemsAfter({ "storage.encryption": "aws-managed" }, CUSTOMER_MANAGED)).toEqual([]);
    const paths = problemsAfter({ "storage.encryption": "aws-managed" }, { ...WITH_FILES, ...CUSTOMER_MANAGED });
    expect(paths.map(({ path }) => path)).toEqual(["storage.encryption"]);
  });
});
