import type { Edits } from "../fixtures";
import { codesOf, problemsAfter, problemsOf } from "./fixtures";

const LOGS = { "cluster.logTypes": ["api"] };
const NO_LOGS = { "cluster.logTypes": [] };
const INFREQUENT = { "cluster.logClass": "INFREQUENT_ACCESS" };
const CUSTOMER_MANAGED = { "storage.encryption": "customer-managed" };
const WITH_REGISTRY = { "storage.registries": { api: {} } };
const WITH_FILES = { "storage.fileSystems": { shared: {} } };
const EXISTING_ZONE = { zoneId: "Z0123456789ABCDEFGHIJ" };
const zone = (main: object): Edits => ({ "cluster.hostedZones": { main }, "cluster.deletionProtection": false });
const BACKUP = { backup: { enabled: true } };
const BACKUP_WITH_KEY = { backup: { enabled: true, encryption: "customer-managed" } };

describe("a setting of a resource that the stack has", () => {
  it.each<[string, Edits, Edits, string, RegExp, string]>([
    [
      "a customer managed key for backups",
      BACKUP,
      BACKUP_WITH_KEY,
      "backup.encryption",
      /replaces the vaults/,
      "npm run config -- set dev backup.encryption aws-managed",
    ],
    [
      "another log class",
      LOGS,
      { ...LOGS, ...INFREQUENT },
      "cluster.logClass",
      /replaces the log group of the control plane/,
      "npm run config -- set dev cluster.logClass STANDARD",
    ],
    [
      "a customer managed key for registries, one of which is new",
      WITH_REGISTRY,
      { "storage.registries": { api: {}, web: {} }, ...CUSTOMER_MANAGED },
      "storage.encryption",
      /replaces every registry/,
      "npm run config -- set dev storage.encryption aws-managed",
    ],
    [
      "the domain of a hosted zone",
      zone({ domain: "dev.example.com" }),
      zone({ domain: "example.org" }),
      "cluster.hostedZones.main.domain",
      /replaces the hosted zone/,
      "npm run config -- set dev cluster.hostedZones.main.domain dev.example.com",
    ],
  ])("cannot be changed: %s", (_, before, after, path, consequence, fix) => {
    expect(codesOf(before, after)).toEqual([`${path}: transitions/immutable-key`]);
    const [problem] = problemsOf(before, after);
    expect(problem?.message).toMatch(consequence);
    expect(problem?.fix).toEqual([fix]);
  });
});

describe("a list that cannot be changed", () => {
  const signIn = (...names: string[]): Edits => ({ "monitoring.grafana": { signIn: names } });

  it.each<[string, Edits, Edits, string[]]>([
    ["adds what is missing", signIn("SAML", "AWS_SSO"), signIn("AWS_SSO"), ["set [0] SAML", "set [1] AWS_SSO"]],
    ["removes what is added", signIn("SAML"), signIn("AWS_SSO", "SAML"), ["set [0] SAML", "rm [1]"]],
  ])("has the values of the last update after commands: %s", (_, before, after, commands) => {
    const [problem] = problemsOf(before, after);
    const short = problem?.fix.map((line) =>
      line.replace(/^npm run config -- (set|rm) dev 'monitoring\.grafana\.signIn(\[\d\])'/, "$1 $2"),
    );
    expect(short).toEqual(commands);
  });
});

describe("a setting of a resource that the stack does not have, or removes", () => {
  it.each<[string, Edits, Edits]>([
    ["a customer managed key with the first registry", {}, { ...WITH_REGISTRY, ...CUSTOMER_MANAGED }],
    ["a customer managed key with the first file system", {}, { ...WITH_FILES, ...CUSTOMER_MANAGED }],
    [
      "a customer managed key when the registries are removed",
      { ...WITH_REGISTRY, teardown: ["storage.registries.api"] },
      CUSTOMER_MANAGED,
    ],
    ["a customer managed key with the first backups", { backup: { enabled: false } }, BACKUP_WITH_KEY],
    [
      "backups turned off, with their encryption",
      { ...BACKUP_WITH_KEY, teardown: ["backup"] },
      { backup: { enabled: false, encryption: "customer-managed" } },
    ],
    ["backups removed", { ...BACKUP_WITH_KEY, teardown: ["backup"] }, {}],
    ["logs turned off, with their class", { ...LOGS, ...INFREQUENT }, { ...NO_LOGS, ...INFREQUENT }],
    ["logs turned off", { ...LOGS, ...INFREQUENT }, NO_LOGS],
    [
      "the domain of an existing zone",
      zone({ domain: "dev.example.com", ...EXISTING_ZONE }),
      zone({ domain: "example.org", ...EXISTING_ZONE }),
    ],
    ["a hosted zone removed", zone({ domain: "dev.example.com" }), { "cluster.deletionProtection": false }],
    ["another log class with the first logs", NO_LOGS, { ...LOGS, ...INFREQUENT }],
  ])("can be changed: %s", (_, before, after) => {
    expect(problemsOf(before, after)).toEqual([]);
  });
});

describe("a value in the record of an older release, of a resource that may not exist", () => {
  it.each([
    ["vault", BACKUP_WITH_KEY, { "backup.encryption": "aws-managed" }, { "backup.enabled": "true" }],
    ["log group", { ...LOGS, ...INFREQUENT }, { "cluster.logClass": "STANDARD" }, { "cluster.logTypes": "api" }],
  ])("is compared, and the report has a remedy for a stack without the %s", (resource, after, older, younger) => {
    const allowed = (record: object): string =>
      problemsAfter(record, after)
        .map((problem) => problem.allowed)
        .join();
    const wayOut = `If the stack has no ${resource} yet, update once without this change, and then with it.`;
    expect(allowed(older)).toContain(wayOut);
    expect(allowed({ ...older, ...younger })).toContain("the value of the last update");
    expect(allowed({ ...older, ...younger })).not.toContain(wayOut);
  });

  it("prevents a customer managed key only if the stack file has a registry or file system", () => {
    expect(problemsAfter({ "storage.encryption": "aws-managed" }, CUSTOMER_MANAGED)).toEqual([]);
    const paths = problemsAfter({ "storage.encryption": "aws-managed" }, { ...WITH_FILES, ...CUSTOMER_MANAGED });
    expect(paths.map(({ path }) => path)).toEqual(["storage.encryption"]);
  });
});
