import { noticesOf } from "../../../tools/report/notices";
import { readPreview } from "../../../tools/report/read/preview";
import { step } from "./fixture";

const UNKNOWN = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7";
const DESTROYS = "so that a later deletion destroys the data.";

function effects(type: string, old: object, now: object): readonly string[] {
  const notices = noticesOf(readPreview([step({ op: "update", name: "it", type, old, now })]));
  return notices.filter(({ kind }) => kind === "effect").map(({ text }) => text);
}

describe("the protection of data", () => {
  it.each<[string, object, object, string]>([
    ["aws:s3/bucket:Bucket", {}, { forceDestroy: true }, `The update sets \`forceDestroy: true\`, ${DESTROYS}`],
    [
      "aws:rds/instance:Instance",
      { deletionProtection: true },
      { deletionProtection: false },
      `The update sets \`deletionProtection: false\`, ${DESTROYS}`,
    ],
    [
      "aws:dynamodb/table:Table",
      { deletionProtectionEnabled: true },
      {},
      `The update removes \`deletionProtectionEnabled\`, ${DESTROYS}`,
    ],
    [
      "aws:cognito/userPool:UserPool",
      { deletionProtection: "ACTIVE" },
      { deletionProtection: "INACTIVE" },
      `The update sets \`deletionProtection: "INACTIVE"\`, ${DESTROYS}`,
    ],
    [
      "aws:rds/instance:Instance",
      { deletionProtection: true },
      { deletionProtection: UNKNOWN },
      "It is undecided whether the resource stays protected from deletion: `deletionProtection` is not known before the update.",
    ],
  ])("is noticed if %s loses it: %j %j", (type, old, now, text) => {
    expect(effects(type, old, now)).toEqual([text]);
  });

  it("is not noticed if it was off before, or is switched on", () => {
    expect(effects("aws:s3/bucket:Bucket", { forceDestroy: true }, { forceDestroy: true, tags: {} })).toEqual([]);
    expect(effects("aws:rds/instance:Instance", {}, { deletionProtection: true })).toEqual([]);
  });
});
