import { type Edits, problemsWith } from "../fixtures";

const AT = "monitoring.alarms.auditedAccess";

const auditing = (auditedAccess: readonly string[]): Edits => ({
  "monitoring.alarms": { emails: ["ops@example.com"], auditedAccess },
});

describe("monitoring.alarms", () => {
  it.each<[string, Edits]>([
    ["a cost ceiling above the costs of the stack", { "budgets.costCeilingUsd": 1000 }],
    ["no alarms", { "cluster.logTypes": [] }],
    ["alarms without audited access and without an audit log", { ...auditing([]), "cluster.logTypes": [] }],
    ["audited access with an audit log", { ...auditing(["deployer"]), "cluster.logTypes": ["audit"] }],
    ["`INFREQUENT_ACCESS` logs without alarms", { "cluster.logClass": "INFREQUENT_ACCESS" }],
  ])("may have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "audited access to an entry that does not exist",
      { ...auditing(["deployer", "nobody"]), "cluster.logTypes": ["audit"] },
      [`${AT}[1]: monitoring/unknown-audited-access`],
    ],
    [
      "audited access without an audit log",
      { ...auditing(["deployer"]), "cluster.logTypes": ["api"] },
      [`${AT}: monitoring/audited-access-without-audit-log`],
    ],
    [
      "alarms on an audit log without metric filters",
      { ...auditing([]), "cluster.logClass": "INFREQUENT_ACCESS" },
      ["cluster.logClass: monitoring/log-class-without-metric-filters"],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});
