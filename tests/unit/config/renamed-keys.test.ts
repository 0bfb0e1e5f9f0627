import { check } from "../../../config/check/check";
import { MOVED_KEYS, RENAMED_KEYS } from "../../../config/schema/renamed-keys";
import { schemaAt } from "../../../config/schema/json-schema";
import { edited, type Edits, fileText, MINIMAL, problemsWith, sourceOf, TODAY } from "./fixtures";

const ROLE = { trustedPrincipals: ["arn:aws:iam::111122223333:user/ann"], policy: "view" };
const TOPIC = "arn:aws:sns:eu-west-1:111122223333:security";

function fixesFor(edits: Edits): (readonly string[])[] {
  return check(sourceOf(fileText(edited(MINIMAL, edits))), TODAY).problems.map(({ fix }) => fix);
}

describe("the old name of a renamed key", () => {
  it.each(Object.entries(RENAMED_KEYS))("is gone from the schema, which has the new one: %s -> %s", (oldPath, name) => {
    const path = oldPath.split(".");
    expect(schemaAt(path)).toBeUndefined();
    expect(schemaAt([...path.slice(0, -1), name])).toBeDefined();
  });

  it.each(Object.entries(MOVED_KEYS))(
    "is gone from the schema, which has the key elsewhere: %s -> %s",
    (oldPath, place) => {
      expect(schemaAt(oldPath.split("."))).toBeUndefined();
      expect(schemaAt(place)).toBeDefined();
    },
  );

  it.each<[string, Edits]>([
    ["governance", { governance: { costCeilingUsd: 500 } }],
    ["cluster.keepLogs", { "cluster.keepLogs": true }],
    ["cluster.accessRoles.ops.announceTo", { "cluster.accessRoles": { ops: { ...ROLE, announceTo: TOPIC } } }],
    [
      "monitoring.alarms.watchedAccess",
      { "monitoring.alarms": { emails: ["ops@example.com"], watchedAccess: ["deployer"] } },
    ],
  ])("is the only error of a stack file that still has it: %s", (key, edits) => {
    expect(problemsWith(edits)).toEqual([`${key}: schema/renamed-key`]);
  });

  it("is replaced by a command that keeps the value", () => {
    expect(fixesFor({ "cluster.keepLogs": true })).toEqual([
      ["npm run config -- mv dev cluster.keepLogs cluster.retainLogs"],
    ]);
  });

  it("is replaced by a command where its value is a list, too", () => {
    const alarms = { emails: ["ops@example.com"], watchedAccess: ["deployer"] };
    expect(fixesFor({ "monitoring.alarms": alarms })).toEqual([
      ["npm run config -- mv dev monitoring.alarms.watchedAccess monitoring.alarms.auditedAccess"],
    ]);
  });

  it("is replaced by commands that move the keys of a part to other parts", () => {
    expect(
      fixesFor({ governance: { costCeilingUsd: 500, budget: { monthlyUsd: 900, emails: ["a@example.com"] } } }),
    ).toEqual([
      [
        "npm run config -- mv dev governance.costCeilingUsd budgets.costCeilingUsd",
        "npm run config -- mv dev governance.budget budgets.account",
        "npm run config -- rm dev governance",
      ],
    ]);
  });

  it("is moved by hand beside a key that no release had", () => {
    expect(fixesFor({ governance: { costCeilingUsd: 500, other: 1 } })).toEqual([
      ["rename `governance.costCeilingUsd` to `budgets.costCeilingUsd`, then remove `governance`"],
    ]);
  });

  it("is removed by hand where the stack file has the new name, too", () => {
    expect(fixesFor({ "cluster.keepLogs": true, "cluster.retainLogs": false })).toEqual([
      ["remove `cluster.keepLogs`, or move its value to `cluster.retainLogs`"],
    ]);
  });

  it("is an unknown key at any other place", () => {
    expect(problemsWith({ "network.keepLogs": true })).toEqual(["network.keepLogs: schema/unknown-key"]);
  });
});
