import { type Edits, PROD, problemsWith, warningsWith } from "../fixtures";

const OFF_HOURS: Edits = {
  "cluster.offHours": { timeZone: "Europe/Berlin" },
  "cluster.nodeGroups.main.minSize": 0,
};

describe("cluster.offHours", () => {
  it("is accepted for node groups without a minimum size", () => {
    expect(problemsWith(OFF_HOURS)).toEqual([]);
    expect(warningsWith(OFF_HOURS)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a time zone that does not exist",
      { ...OFF_HOURS, "cluster.offHours": { timeZone: "Europe/Berlim" } },
      ["cluster.offHours.timeZone: schema/invalid-value"],
    ],
    [
      "an end that is not later than the start",
      { ...OFF_HOURS, "cluster.offHours": { timeZone: "UTC", start: "18:00" } },
      ["cluster.offHours.fridayStop: cluster/off-hours-order"],
    ],
    [
      "node groups with a minimum size",
      { "cluster.offHours": { timeZone: "UTC" } },
      ["cluster.nodeGroups.main.minSize: cluster/off-hours-minimum"],
    ],
    [
      "prod",
      { ...PROD, ...OFF_HOURS },
      ["environment: stack/environment-mismatch", "cluster.offHours: cluster/off-hours-in-prod"],
    ],
  ])("is refused with %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("is accepted with Karpenter if the desired nodes of the groups can run all replicas of its controller", () => {
    const karpenter = {
      replicas: 2,
      nodePools: { apps: { amiAlias: "al2023@v20260827", limits: { cpu: 64, memory: "256Gi" } } },
    };
    const edits = { ...OFF_HOURS, "cluster.karpenter": karpenter, "cluster.nodeGroups.main.desiredSize": 2 };
    expect(problemsWith(edits)).toEqual([]);
    expect(problemsWith({ ...edits, "cluster.nodeGroups.main.desiredSize": 1 })).toEqual([
      "cluster.karpenter.replicas: cluster/karpenter-too-many-replicas",
    ]);
    expect(problemsWith({ ...edits, "cluster.offHours": undefined })).toEqual([
      "cluster.karpenter.replicas: cluster/karpenter-too-many-replicas",
    ]);
  });

  it("is accepted with a warning beside alarms, unless it is paused", () => {
    const alarms = { ...OFF_HOURS, "monitoring.alarms": { emails: ["ops@example.com"] } };
    expect(warningsWith(alarms)).toEqual(["cluster.offHours: cluster/off-hours-with-alarms"]);
    expect(warningsWith({ ...alarms, "cluster.offHours": { timeZone: "UTC", paused: true } })).toEqual([]);
  });
});
