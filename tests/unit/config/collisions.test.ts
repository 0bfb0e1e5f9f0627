import { check } from "../../../config/check/check";
import { collisionsWith } from "../../../config/check/collisions";
import { edited, type Edits, fileText, MINIMAL, sourceOf, TODAY } from "./fixtures";

function checked(stack: string, edits: Edits) {
  const source = sourceOf(fileText(edited(MINIMAL, edits)), stack);
  return { source, verdict: check(source, TODAY) };
}

const BASELINE = { "account.baseline": true };

describe("two stacks of one account", () => {
  it.each<[what: string, first: Edits, second: Edits, found: string[]]>([
    ["have different names", {}, {}, ["name [stack/platform-exists-twice]"]],
    [
      "do not both create the baseline",
      BASELINE,
      { ...BASELINE, name: "ann" },
      ["account.baseline [account/baseline-exists-twice]"],
    ],
    [
      "do not both create a service of their Region",
      { "account.guardDuty.detector": "create" },
      { "account.guardDuty.detector": "create", name: "ann" },
      ["account.guardDuty.detector [account/service-exists-twice]"],
    ],
    [
      "may both create a service in two Regions, but not one of the whole account",
      { "account.guardDuty.detector": "create", "account.cloudTrail.trail": "create" },
      {
        "account.guardDuty.detector": "create",
        "account.cloudTrail.trail": "create",
        "aws.region": "eu-central-1",
        name: "ann",
      },
      ["account.cloudTrail.trail [account/service-exists-twice]"],
    ],
    [
      "may use a service that one of them creates",
      { "account.guardDuty.detector": "create" },
      { "account.guardDuty.detector": "existing", name: "ann" },
      [],
    ],
    ["may have another name", {}, { name: "ann" }, []],
    ["are not those of two Regions", BASELINE, { ...BASELINE, "aws.region": "eu-central-1" }, []],
    ["are compared if both are valid", {}, { "network.nat": "two" }, []],
  ])("%s", (_, first, second, found) => {
    const [one, other] = [checked("one", first), checked("other", second)];
    const problems = collisionsWith(one, [one, other]);
    expect(problems.map(({ path, code }) => `${path} [${code}]`)).toEqual(found);
    for (const { message, position } of problems) {
      expect(message).toContain("`other`");
      expect(position).toBeDefined();
    }
  });
});
