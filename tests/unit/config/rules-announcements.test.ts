import { type Edits, problemsWith, verdictOn, warningsWith } from "./fixtures";

const AT = "cluster.accessRoles.break-glass.notificationTopicArn";
const OWN = "arn:aws:sns:eu-west-1:111122223333:shop-dev-alarms";
const ALARMS: Edits = { "governance.alarms": { emails: ["ops@example.com"] } };

const announcing = (notificationTopicArn: string): Edits => ({
  "cluster.accessRoles": {
    "break-glass": { trustedPrincipals: ["arn:aws:iam::111122223333:user/ann"], policy: "cluster-admin", notificationTopicArn },
  },
});

describe("rules for announcements", () => {
  it.each<[string, Edits]>([
    ["a topic of the account and Region", announcing("arn:aws:sns:eu-west-1:111122223333:security")],
    ["the platform's own topic with alarms", { ...announcing(OWN), ...ALARMS }],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string]>([
    [
      "a topic of another Region",
      announcing("arn:aws:sns:eu-central-1:111122223333:security"),
      `${AT}: EventBridge delivers to topics of the rule's own Region only.`,
    ],
    [
      "a topic of another account",
      announcing("arn:aws:sns:eu-west-1:444455556666:security"),
      `${AT}: EventBridge delivers to a topic of another account only with a role, which the platform does not create.`,
    ],
    [
      "the platform's own topic without alarms",
      announcing(OWN),
      `${AT}: The platform creates this topic only with alarms.`,
    ],
  ])("refuse %s", (_, edits, problem) => {
    expect(problemsWith(edits)).toEqual([problem]);
    expect(verdictOn(edits).problems[0]?.fix.filter((line) => line.startsWith("pulumi config set"))).toEqual([]);
  });

  it("warn of the alarm topic of another platform, which refuses what this one announces", () => {
    const [warning, ...more] = warningsWith(announcing(OWN.replace("shop-dev", "shop-prod")));
    expect(warning).toMatch(/^cluster\.accessRoles\.break-glass\.notificationTopicArn: The topic is named like the alarm topic/);
    expect(more).toEqual([]);
    expect(warningsWith({ ...announcing(OWN), ...ALARMS })).toEqual([]);
    expect(warningsWith(announcing("arn:aws:sns:eu-west-1:111122223333:security"))).toEqual([]);
  });
});
