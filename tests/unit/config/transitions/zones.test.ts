import { type PlatformRecord, recordOf } from "../../../../config/transitions/record";
import type { Edits } from "../fixtures";
import { configOf, NO_SECRETS, problemsAfter } from "./fixtures";

const SUBNET_IDS = { a: "subnet-00000001", b: "subnet-00000002" };
const EXISTING: Edits = {
  "network.cidr": undefined,
  "network.existing": {
    vpcId: "vpc-00000001",
    cidr: "10.20.0.0/16",
    subnets: { private: SUBNET_IDS, "control-plane": SUBNET_IDS },
  },
};
const REMOVED = ["network.zones: transitions/control-plane-zone-removed"];

const zones = (...letters: string[]): Edits => ({ "network.zones": letters });

function recordAfter(...updates: Edits[]): PlatformRecord {
  return updates.reduce<PlatformRecord>((before, edits) => recordOf(configOf(edits), NO_SECRETS, before), {});
}

function codesAfter(record: PlatformRecord, edits: Edits): string[] {
  return problemsAfter(record, edits).map(({ path, code }) => `${path}: ${code}`);
}

describe("a zone of the control plane", () => {
  it("cannot be removed, and the report lists the zones to keep", () => {
    const [problem] = problemsAfter(recordAfter(zones("a", "b")), zones("b", "c"));
    expect(problem).toMatchObject({
      path: "network.zones",
      code: "transitions/control-plane-zone-removed",
      allowed: "a list that contains a, b; `cluster.nodeGroups.*.zones` sets the zones of nodes",
    });
  });

  it("is a zone of the first update: later zones can be removed", () => {
    const record = recordAfter(zones("a", "b"), zones("a", "b", "c"));
    expect(codesAfter(record, zones("a", "b"))).toEqual([]);
    expect(codesAfter(record, zones("a", "c"))).toEqual(REMOVED);
  });

  it("can be followed by others, change its position, or be removed with `teardown`", () => {
    const record = recordAfter(zones("a", "b"));
    expect(codesAfter(record, zones("c", "b", "a"))).toEqual([]);
    expect(codesAfter(record, { ...zones("b", "c"), teardown: "shop-dev" })).toEqual([]);
  });

  it("is not checked in an existing VPC, or if the record of an older release lacks it", () => {
    expect(codesAfter({ "network.controlPlaneZones": "a,b,c" }, EXISTING)).toEqual([]);
    expect(codesAfter({}, zones("b", "c"))).toEqual([]);
  });
});
