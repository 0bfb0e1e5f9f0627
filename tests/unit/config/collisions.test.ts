import { check } from "../../../config/check/check";
import { collisionsWith } from "../../../config/check/collisions";
import { edited, type Edits, fileText, MINIMAL, sourceOf, TODAY } from "./fixtures";
import { useProject } from "./run-tool";

const { stackFile, run } = useProject();

function checked(stack: string, edits: Edits) {
  const source = sourceOf(fileText(edited(MINIMAL, edits)), stack);
  return { source, verdict: check(source, TODAY) };
}

const BASELINE = { "account.baseline": true };
const BUDGET = { "budgets.account": { monthlyUsd: 900, emails: ["ops@example.com"] } };
const ANOMALIES = { emails: ["ops@example.com"] };
const MONITOR = "arn:aws:ce::111122223333:anomalymonitor/1f2e3d4c-5b6a-7988-9a0b-1c2d3e4f5a6b";

function trailAlarms(...alarms: readonly string[]): Edits {
  return {
    "monitoring.alarms.emails": ["ops@example.com"],
    "monitoring.trail": { logGroupName: "aws-cloudtrail-logs", alarms },
  };
}

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
    [
      "do not both create the cost monitor of the account, in two Regions either",
      { "budgets.anomalies": ANOMALIES },
      { "budgets.anomalies": ANOMALIES, "aws.region": "eu-central-1", name: "ann" },
      ["budgets.anomalies [budgets/cost-monitor-exists-twice]"],
    ],
    [
      "may both use the cost monitor of the account",
      { "budgets.anomalies": ANOMALIES },
      { "budgets.anomalies": { ...ANOMALIES, monitorArn: MONITOR }, name: "ann" },
      [],
    ],
    [
      "have one budget of the account",
      BUDGET,
      { ...BUDGET, name: "ann" },
      ["budgets.account [budgets/account-budget-exists-twice] warning"],
    ],
    [
      "cannot create the budget of one name in two Regions",
      BUDGET,
      { ...BUDGET, "aws.region": "eu-central-1" },
      ["budgets.account [budgets/account-budget-exists-twice]"],
    ],
    [
      "notify once of the events of the account",
      trailAlarms("root-use", "trail-changes"),
      { ...trailAlarms("root-use"), "aws.region": "eu-central-1", name: "ann" },
      ["monitoring.trail [monitoring/trail-alarms-exist-twice] warning"],
    ],
    [
      "may divide the alarms on the events of the account",
      trailAlarms("trail-changes"),
      { ...trailAlarms("root-use"), name: "ann" },
      [],
    ],
    ["may have another name", {}, { name: "ann" }, []],
    ["are not those of two Regions", BASELINE, { ...BASELINE, "aws.region": "eu-central-1" }, []],
    ["are compared if both are valid", {}, { "network.nat": "two" }, []],
  ])("%s", (_, first, second, found) => {
    const [one, other] = [checked("one", first), checked("other", second)];
    const problems = collisionsWith(one, [one, other]);
    const isWarning = { warning: " warning", error: "" };
    expect(problems.map(({ path, code, severity }) => `${path} [${code}]${isWarning[severity]}`)).toEqual(found);
    for (const { message, position } of problems) {
      expect(message).toContain("`other`");
      expect(position).toBeDefined();
    }
  });
});

describe("config validate", () => {
  it("accepts a stack file with a budget that another file of the folder has too, and warns", async () => {
    stackFile("dev", edited(MINIMAL, BUDGET));
    stackFile("ann", edited(MINIMAL, { ...BUDGET, name: "ann" }));
    const { exitCode, output } = await run("validate", "dev");
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^✓ Pulumi\.dev\.yaml[^]+! warning [^\n]+account-budget-exists-twice/);
    const [dev] = JSON.parse((await run("validate", "dev", "--json")).output) as { warnings: unknown[] }[];
    expect(dev?.warnings).toHaveLength(1);
  });
});
