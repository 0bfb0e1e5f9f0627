import { recordOf } from "../../../../config/transitions/record";
import type { Edits } from "../fixtures";
import { codesOf, configOf, NO_SECRETS, problemsAfter } from "./fixtures";

const POOL = { poolId: "ipam-pool-0a1b2c3d4e5f60718", netmaskLength: 18 };
const SUBNET_IDS = { a: "subnet-00000001", b: "subnet-00000002" };
const EXISTING = {
  vpcId: "vpc-00000001",
  cidr: "10.20.0.0/16",
  subnets: { private: SUBNET_IDS, "control-plane": SUBNET_IDS },
};
const IPV6: Edits = { "cluster.ipFamily": "ipv6", "network.ipv6": true };

describe("a change that replaces the platform, its VPC or its cluster", () => {
  it.each<[string, Edits, Edits, string]>([
    ["another name", {}, { name: "store" }, "name"],
    ["another Region", {}, { "aws.region": "eu-central-1" }, "aws.region"],
    ["another account", {}, { "aws.accountId": "999988887777" }, "aws.accountId"],
    ["another block of the VPC", {}, { "network.cidr": "10.9.0.0/16" }, "network.cidr"],
    ["a block from a pool", {}, { "network.cidr": undefined, "network.ipam": POOL }, "network.cidr"],
    [
      "another pool",
      { "network.cidr": undefined, "network.ipam": POOL },
      { "network.cidr": undefined, "network.ipam": { ...POOL, poolId: "ipam-pool-00000001" } },
      "network.ipam.poolId",
    ],
    [
      "another existing VPC",
      { "network.cidr": undefined, "network.existing": EXISTING },
      { "network.cidr": undefined, "network.existing": { ...EXISTING, vpcId: "vpc-00000002" } },
      "network.existing.vpcId",
    ],
    [
      "Auto Mode instead of node groups",
      {},
      { "cluster.compute": "auto-mode", "cluster.nodeGroups": {} },
      "cluster.compute",
    ],
    ["another block for services", {}, { "cluster.serviceCidr": "10.100.0.0/16" }, "cluster.serviceCidr"],
    ["IPv6 addresses for pods", {}, IPV6, "cluster.ipFamily"],
    ["IPv4 addresses for pods", IPV6, { "network.ipv6": true }, "cluster.ipFamily"],
    [
      "no encryption of secrets by a customer managed key",
      { "cluster.secretsEncryption": "customer-managed" },
      {},
      "cluster.secretsEncryption",
    ],
  ])("is refused: %s", (_, before, after, path) => {
    expect(codesOf(before, after)).toEqual([`${path}: transitions/immutable-key`]);
  });

  it("is refused by another key if the record of an older release lacks the first one", () => {
    const record = Object.entries(recordOf(configOf({}), NO_SECRETS));
    const older = Object.fromEntries(record.filter(([key]) => key !== "cluster.ipFamily"));
    expect(problemsAfter(older, IPV6).map(({ path }) => path)).toEqual(["cluster.serviceCidr"]);
  });

  it("is refused in a stack that is not named after its environment, if the environment changes", () => {
    expect(problemsAfter({ environment: "staging" }, {}).map(({ path }) => path)).toEqual(["environment"]);
  });

  it("is accepted with `teardown`", () => {
    expect(codesOf({}, { "network.cidr": "10.9.0.0/16", teardown: "shop-dev" })).toEqual([]);
  });

  it("is not detected before the first update", () => {
    expect(problemsAfter({}, { name: "store" })).toEqual([]);
  });
});

describe("encryption of secrets by a customer managed key", () => {
  it("can be added to a cluster", () => {
    expect(codesOf({}, { "cluster.secretsEncryption": "customer-managed" })).toEqual([]);
  });
});
