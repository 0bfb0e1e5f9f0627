import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";

const AT = "monitoring.alarms";

const alarms = (values: object): Edits => ({ "monitoring.alarms": values });
const pager = { sms: "+491701234567", severities: ["P1"] };

describe("receivers of alarms", () => {
  it.each<[string, object]>([
    ["addresses", { emails: ["ops@example.com"] }],
    ["a receiver of both severities", { receivers: { team: { email: "ops@example.com" } } }],
    [
      "receivers of each severity",
      {
        receivers: {
          pager,
          chat: { slack: { workspaceId: "T07EA123LEP", channelId: "C07EZ1ABC23" }, severities: ["P2"] },
        },
      },
    ],
  ])("may be %s", (_, values) => {
    expect(problemsWith(alarms(values))).toEqual([]);
    expect(warningsWith(alarms(values))).toEqual([]);
  });

  it("are needed for P1, and expected for P2", () => {
    expect(problemsWith(alarms({}))).toEqual([`${AT}: monitoring/alarms-without-receiver`]);
    expect(problemsWith(alarms({ receivers: { pager } }))).toEqual([]);
    expect(warningsWith(alarms({ receivers: { pager } }))).toEqual([`${AT}: monitoring/alarms-without-receiver`]);
  });

  it("have exactly one channel", () => {
    const emails = ["ops@example.com"];
    expect(problemsWith(alarms({ emails, receivers: { nobody: {} } }))).toEqual([
      `${AT}.receivers.nobody: monitoring/receiver-without-channel`,
    ]);
    const both = { ...pager, email: "ops@example.com" };
    expect(problemsWith(alarms({ emails, receivers: { both } }))).toEqual([
      `${AT}.receivers.both.sms: monitoring/receiver-with-several-channels`,
    ]);
  });

  it.each<[string, unknown]>([
    ["sms", "0170 1234567"],
    ["https", "http://events.example.com"],
    ["https", "https://user:password@events.example.com"],
  ])("refuse an address of another form: %s %s", (channel, value) => {
    const found = problemsWith(alarms({ emails: ["ops@example.com"], receivers: { x: { [channel]: value } } }));
    expect(found).toEqual([expect.stringMatching(`${AT}.receivers.x.${channel}: schema/`)]);
  });

  it("may keep the URL of a pager encrypted", () => {
    const receivers = { pager: { https: { secure: "v1:abcdefghijklmnop:qrstuvwxyz" } } };
    expect(verdictOn(alarms({ emails: ["ops@example.com"], receivers })).problems).toEqual([]);
  });
});
