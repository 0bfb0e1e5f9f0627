import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";

const AT = "cluster.accessRoles.break-glass.notificationTopicArn";
const OWN = "arn:aws:sns:eu-west-1:111122223333:shop-dev-alarms";
const ALARMS: Edits = { "monitoring.alarms": { emails: ["ops@example.com"] } };

const notifying = (notificationTopicArn: string): Edits => ({
  "cluster.accessRoles": {
    "break-glass": {
      trustedPrincipals: ["arn:aws:iam::111122223333:user/ann"],
      policy: "cluster-admin",
      notificationTopicArn,
    },
  },
});

describe("the notification topic of an access role", () => {
  it.each<[string, Edits]>([
    ["in the account and Region of the stack", notifying("arn:aws:sns:eu-west-1:111122223333:security")],
    ["the alarm topic of a stack with alarms", { ...notifying(OWN), ...ALARMS }],
    ["its topic of P2", { ...notifying(`${OWN}-p2`), ...ALARMS }],
  ])("may be %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string]>([
    [
      "in another Region",
      notifying("arn:aws:sns:eu-central-1:111122223333:security"),
      "monitoring/notification-topic-in-another-region",
    ],
    [
      "of another account",
      notifying("arn:aws:sns:eu-west-1:444455556666:security"),
      "monitoring/notification-topic-of-another-account",
    ],
    ["the alarm topic of a stack without alarms", notifying(OWN), "monitoring/notification-topic-without-alarms"],
    ["its topic of P2", notifying(`${OWN}-p2`), "monitoring/notification-topic-without-alarms"],
  ])("cannot be %s, and no command chooses another one", (_, edits, code) => {
    expect(problemsWith(edits)).toEqual([`${AT}: ${code}`]);
    expect(verdictOn(edits).problems[0]?.fix.filter((line) => line.startsWith("npm run config -- set"))).toEqual([]);
  });

  it("causes a warning if it is the alarm topic of another platform, whose policy denies EventBridge", () => {
    expect(warningsWith(notifying(OWN.replace("shop-dev", "shop-prod")))).toEqual([
      `${AT}: monitoring/notification-topic-of-another-platform`,
    ]);
    expect(warningsWith(notifying(`${OWN.replace("shop-dev", "shop-prod")}-p2`))).toHaveLength(1);
    expect(warningsWith({ ...notifying(OWN), ...ALARMS })).toEqual([]);
    expect(warningsWith(notifying("arn:aws:sns:eu-west-1:111122223333:security"))).toEqual([]);
  });
});
