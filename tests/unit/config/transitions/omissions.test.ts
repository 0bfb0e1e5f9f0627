import type { Edits } from "../fixtures";
import { codesOf } from "./fixtures";

const FIELDS = { "network.flowLogs": { fields: ["srcaddr", "dstaddr", "bytes"] } };
const IPV6 = { "network.ipv6": true };

describe("a setting that AWS keeps when it is omitted", () => {
  it.each<[string, Edits, string]>([
    ["the fields of the flow log", FIELDS, "network.flowLogs.fields: transitions/flow-log-fields-omitted"],
    [
      "the tier of the control plane",
      { "cluster.controlPlaneTier": "tier-xl" },
      "cluster.controlPlaneTier: transitions/control-plane-tier-omitted",
    ],
    ["IPv6", IPV6, "network.ipv6: transitions/ipv6-turned-off"],
  ])("cannot be omitted: %s", (_, before, problem) => {
    expect(codesOf(before, {})).toEqual([problem]);
  });

  it.each<[string, Edits, Edits]>([
    ["the standard tier of the control plane", { "cluster.controlPlaneTier": "standard" }, {}],
    ["the fields of a flow log whose destination changes", FIELDS, { "network.flowLogs": { destination: "s3" } }],
    ["the fields of a flow log whose traffic changes", FIELDS, { "network.flowLogs": { traffic: "ALL" } }],
  ])("can be omitted: %s", (_, before, after) => {
    expect(codesOf(before, after)).toEqual([]);
  });

  it("can be changed or turned on", () => {
    expect(codesOf(FIELDS, { "network.flowLogs": { fields: ["srcaddr"] } })).toEqual([]);
    expect(codesOf({}, IPV6)).toEqual([]);
  });
});
