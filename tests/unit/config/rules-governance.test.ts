import { type Edits, problemsWith } from "./fixtures";

const AT = "governance.alarms.auditedAccess";

const watching = (auditedAccess: readonly string[]): Edits => ({
  "governance.alarms": { emails: ["ops@example.com"], auditedAccess },
});

describe("governance rules", () => {
  it.each<[string, Edits]>([
    ["a ceiling above what the stack costs", { "governance.costCeilingUsd": 1000 }],
    ["no alarms at all", { "cluster.logTypes": [] }],
    ["alarms that watch nobody, without an audit log", { ...watching([]), "cluster.logTypes": [] }],
    ["a watched entry in the audit log", { ...watching(["deployer"]), "cluster.logTypes": ["audit"] }],
    ["a cheaper class of logs without alarms", { "cluster.logClass": "INFREQUENT_ACCESS" }],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a stack dearer than its ceiling",
      { "governance.costCeilingUsd": 100 },
      ["governance.costCeilingUsd: The stack would cost $171.47 a month before any use."],
    ],
    [
      "an entry that is not there",
      { ...watching(["deployer", "nobody"]), "cluster.logTypes": ["audit"] },
      [`${AT}[1]: There is no such access entry to watch.`],
    ],
    [
      "a watch without an audit log",
      { ...watching(["deployer"]), "cluster.logTypes": ["api"] },
      [`${AT}: Nobody sees who uses the entry: the audit log is off.`],
    ],
    [
      "alarms on an audit log that has no metric filters",
      { ...watching([]), "cluster.logClass": "INFREQUENT_ACCESS" },
      ["cluster.logClass: Logs of this class raise no alarm: it has no metric filters."],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});
