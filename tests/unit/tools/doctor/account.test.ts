import { type AccountSettings, checkAccount } from "../../../../tools/doctor/checks/account";
import { configWith } from "../../domain/cost/fixture";
import type { Edits } from "../../config/fixtures";
import { type Answers, CALLER, contextWith, NO_CALLER } from "./fixture";

const STACK = { argument: "dev", select: ["--stack", "dev"] };
const DETECTOR = { "aws guardduty": JSON.stringify({ DetectorIds: ["00b00fd5"] }) };
const NO_STATE = { "pulumi stack export": { error: "error: no stack named 'dev' found" } };

const settings = (edits: Edits): AccountSettings => configWith(edits);
const stateOf = (...types: string[]) => ({
  "pulumi stack export": JSON.stringify({ version: 3, deployment: { resources: types.map((type) => ({ type })) } }),
});
const check = (edits: Edits, answers: Answers, caller: Parameters<typeof checkAccount>[2] = CALLER) =>
  checkAccount(settings(edits), STACK, caller, contextWith(answers));

/** What each service of an account looks like that has it, and the key of the stack file. */
const EXISTING: readonly [key: string, edits: Edits, answers: Answers, status: string][] = [
  [
    "accessAnalyzer",
    { "account.baseline": true },
    { "aws accessanalyzer": '{"analyzers":[{"name":"theirs"}]}' },
    "fail",
  ],
  [
    "cloudTrail.trail",
    { "account.cloudTrail.trail": "create" },
    { "aws cloudtrail": '{"trailList":[{"TrailARN":"arn:theirs","IsMultiRegionTrail":true}]}' },
    "warn",
  ],
  [
    "config.recorder",
    { "account.config": { recorder: "create", serviceLinkedRole: "existing" } },
    { "aws configservice": '{"ConfigurationRecorders":[{"name":"default"}]}' },
    "fail",
  ],
  ["guardDuty.detector", { "account.guardDuty.detector": "create" }, DETECTOR, "fail"],
  ["securityHub.hub", { "account.securityHub.hub": "create" }, { "aws securityhub": '{"HubArn":"arn:hub"}' }, "fail"],
  [
    "inspector.activation",
    { "account.inspector.activation": "create" },
    { "aws inspector2": '{"accounts":[{"resourceState":{"ec2":{"status":"ENABLED"},"ecr":{"status":"DISABLED"}}}]}' },
    "warn",
  ],
];

describe("services of the account", () => {
  it("are not looked up unless the stack creates them", async () => {
    expect(await check({ "account.guardDuty.detector": "existing" }, {})).toEqual([]);
  });

  it.each(EXISTING)("that exist are found before AWS refuses them, with the key to set: %s", async (...service) => {
    const [key, edits, answers, status] = service;
    const [finding] = await check(edits, { ...answers, ...NO_STATE });
    expect(finding).toMatchObject({ check: `Account: ${key}`, status });
    expect(finding?.fix).toContain(`npm run config -- set dev account.${key} existing`);
  });

  it("include the role of AWS Config", async () => {
    const answers = {
      "aws configservice": '{"ConfigurationRecorders":[]}',
      "aws iam get-role": '{"Role":{"Arn":"arn:aws:iam::111122223333:role/r"}}',
      ...NO_STATE,
    };
    const findings = await check({ "account.config.recorder": "create" }, answers);
    expect(findings.map(({ check: title, status }) => [title, status])).toEqual([
      ["Account: config.recorder", "pass"],
      ["Account: config.serviceLinkedRole", "fail"],
    ]);
  });

  it.each<[string, Edits, Answers]>([
    ["by an empty list", { "account.guardDuty.detector": "create" }, { "aws guardduty": '{"DetectorIds":[]}' }],
    [
      "by an error",
      { "account.securityHub.hub": "create" },
      {
        "aws securityhub": { error: "An error occurred (InvalidAccessException): not subscribed to AWS Security Hub" },
      },
    ],
    [
      "if only trails of one Region exist",
      { "account.cloudTrail.trail": "create" },
      { "aws cloudtrail": '{"trailList":[{"TrailARN":"arn:theirs","IsMultiRegionTrail":false}]}' },
    ],
  ])("pass if the account has none: %s", async (_, edits, answers) => {
    expect((await check(edits, { ...answers, ...NO_STATE })).map(({ status }) => status)).toEqual(["pass"]);
  });

  it("pass if the stack created them", async () => {
    const [finding] = await check(
      { "account.guardDuty.detector": "create" },
      { ...DETECTOR, ...stateOf("aws:guardduty/detector:Detector") },
    );
    expect(finding).toMatchObject({
      status: "pass",
      message: "the account has the detector of GuardDuty 00b00fd5, which the stack created",
    });
  });

  it("are a warning if the state of the stack cannot be read", async () => {
    const [finding] = await check(
      { "account.guardDuty.detector": "create" },
      { ...DETECTOR, "pulumi stack export": { error: "error: passphrase must be set" } },
    );
    expect(finding).toMatchObject({
      status: "warn",
      fix: "Unless the stack created it: npm run config -- set dev account.guardDuty.detector existing",
    });
  });

  it.each<[string, Answers, Parameters<typeof checkAccount>[2], string]>([
    ["without credentials", DETECTOR, NO_CALLER, "no AWS credentials"],
    [
      "with credentials of another account",
      DETECTOR,
      { account: "999988887777", arn: "" },
      "the credentials are of another account",
    ],
    ["if AWS denies to list them", { "aws guardduty": { error: "AccessDenied" }, ...NO_STATE }, CALLER, "AccessDenied"],
  ])("are skipped %s", async (_, answers, caller, message) => {
    expect(await check({ "account.guardDuty.detector": "create" }, answers, caller)).toEqual([
      { check: "Account: guardDuty.detector", status: "skipped", message },
    ]);
  });
});
