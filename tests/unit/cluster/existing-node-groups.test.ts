import * as aws from "@pulumi/aws/provider";

import { type ExistingNodeGroups, readExistingNodeGroups } from "../../../components/cluster";
import { World } from "../../../sandbox";
import { awsFacts } from "../../../sandbox/facts/provider-facts";
import { record } from "../../support/record";
import { createCluster, NODE_GROUP, recordCluster } from "./fixture";

const NODES = "aws:eks/nodeGroup:NodeGroup";
const ROLE_ARN = "arn:aws:iam::111122223333:role/nodes-1";
const OUTPUTS = {
  clusterName: "prod",
  nodeGroupName: "cluster-nodes-system-1",
  nodeRoleArn: ROLE_ARN,
  launchTemplate: { id: "lt-1", version: "1" },
  subnetIds: ["subnet-2", "subnet-1"],
  amiType: "AL2023_ARM_64_STANDARD",
  capacityType: "ON_DEMAND",
  instanceTypes: ["m7g.large", "m6g.large"],
  scalingConfig: { minSize: 2, desiredSize: 3, maxSize: 6 },
};

const urn = (type: string, name: string): string => `urn:pulumi:prod::groundwork::${type}::${name}`;
const ROLE = urn("groundwork:cluster:Cluster$aws:iam/role:Role", "cluster-node-role");
const TEMPLATE = urn(
  "groundwork:cluster:Cluster$aws:ec2/launchTemplate:LaunchTemplate",
  "cluster-nodes-system-template",
);

/** Pulumi's state after the last update. */
const STATE = {
  [urn("groundwork:network:Network", "network")]: {
    type: "groundwork:network:Network",
    outputs: { privateSubnetIds: { a: "subnet-1", b: "subnet-2" } },
  },
  ...Object.fromEntries(
    ["subnet-1", "subnet-2"].map((id) => [
      urn("groundwork:network:Network$aws:ec2/subnet:Subnet", id),
      { type: "aws:ec2/subnet:Subnet", outputs: { arn: `arn:aws:ec2:eu-west-1:111122223333:subnet/${id}` } },
    ]),
  ),
  [ROLE]: { type: "aws:iam/role:Role", outputs: { arn: ROLE_ARN } },
  [TEMPLATE]: {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    outputs: { arn: "arn:aws:ec2:eu-west-1:111122223333:launch-template/lt-1" },
  },
  [urn(`groundwork:cluster:Cluster$${NODES}`, "cluster-nodes-system")]: { type: NODES, outputs: OUTPUTS },
};

const RECORDED = {
  minSize: 2,
  desiredSize: 3,
  maxSize: 6,
  zones: ["b", "a"],
  amiType: "AL2023_ARM_64_STANDARD",
  capacityType: "ON_DEMAND",
  instanceTypes: ["m7g.large", "m6g.large"],
  hasRoleAndTemplate: true,
};

/** EKS, where the group has 5 nodes. */
function worldWithGroup(): World {
  const world = new World();
  const id = "prod:cluster-nodes-system-1";
  const state = { ...OUTPUTS, scalingConfig: { minSize: 2, desiredSize: 5, maxSize: 6 } };
  world.put({ type: NODES, id, name: id, region: "eu-west-1", accountId: "111122223333", inputs: {}, state });
  return world;
}

type State = Parameters<typeof readExistingNodeGroups>[2];

async function read(
  state: State,
  { world = worldWithGroup(), existingSubnetIds }: { world?: World; existingSubnetIds?: Record<string, string> } = {},
): Promise<ExistingNodeGroups> {
  const network = existingSubnetIds === undefined ? {} : { existing: { subnets: { private: existingSubnetIds } } };
  const args = { cluster: { nodeGroups: { system: {}, "system-b": {} } }, network };
  const body = (): Promise<ExistingNodeGroups> =>
    readExistingNodeGroups("cluster", args, state, { providers: [new aws.Provider("aws")] });
  return (await record(body, { world })).result;
}

function without(...urns: readonly string[]): State {
  return Object.fromEntries(Object.entries(STATE).filter(([each]) => !urns.includes(each)));
}

describe("readExistingNodeGroups", () => {
  it("returns the node groups of Pulumi's state, with their current size at EKS", async () => {
    expect(await read(STATE)).toEqual({
      system: { recorded: RECORDED, live: { minSize: 2, desiredSize: 5, maxSize: 6 } },
    });
  });

  it("returns none before the first update, and does not call EKS", async () => {
    expect(await read({}, { world: new World() })).toEqual({});
  });

  it("finds zones by the existing subnets in the stack file", async () => {
    const { system } = await read(STATE, { existingSubnetIds: { a: "subnet-1", b: "subnet-3" } });
    expect(system?.recorded.zones).toEqual(["subnet-2", "a"]);
  });

  it("returns the ID of a subnet that the state no longer contains", async () => {
    const { system } = await read(without(urn("groundwork:network:Network$aws:ec2/subnet:Subnet", "subnet-2")));
    expect(system?.recorded.zones).toEqual(["subnet-2", "a"]);
  });

  it.each([
    ["role", ROLE],
    ["launch template", TEMPLATE],
  ])("reports that the %s is not in the state", async (_, missing) => {
    const { system } = await read(without(missing));
    expect(system?.recorded.hasRoleAndTemplate).toBe(false);
  });

  it("returns the error of EKS", async () => {
    const { system } = await read(STATE, { world: new World() });
    expect(system?.live).toBeInstanceOf(Error);
  });
});

describe("a cluster with existing node groups", () => {
  const { zones, amiType, capacityType, instanceTypes, minSize, desiredSize, maxSize } = NODE_GROUP;
  const recorded = {
    zones,
    amiType,
    capacityType,
    instanceTypes,
    minSize,
    desiredSize,
    maxSize,
    hasRoleAndTemplate: true,
  };
  const live = { minSize: 2, desiredSize: 5, maxSize: 6 };

  it("sends the current size with new limits", async () => {
    const nodeGroups = { system: { ...NODE_GROUP, maxSize: 9 } };
    const recording = await recordCluster({ nodeGroups, existingNodeGroups: { system: { recorded, live } } });
    const { inputs, options } = recording.one(NODES);
    expect(inputs["scalingConfig"]).toEqual({ minSize: 2, desiredSize: 5, maxSize: 9 });
    expect(options.ignoreChanges).toEqual([]);
  });

  it("refuses new limits if the current size is unknown, and names the missing permission", () => {
    const nodeGroups = { system: { ...NODE_GROUP, maxSize: 9 } };
    const denied = { system: { recorded, live: new Error("AccessDeniedException: eks:DescribeNodegroup") } };
    expect(() => createCluster({ nodeGroups, existingNodeGroups: denied })).toThrow(
      /node group system: this update changes .*AccessDeniedException[^]*Grant eks:DescribeNodegroup/,
    );
  });

  it("sets no property that replaces a node group without being compared", async () => {
    const { inputs } = (await recordCluster()).one(NODES);
    const compared = ["amiType", "capacityType", "instanceTypes", "launchTemplate.id", "nodeRoleArn", "subnetIds"];
    const constant = ["clusterName"];
    const replacing = (awsFacts(NODES)?.replaceOn ?? []).filter((path) => (path.split(".")[0] ?? "") in inputs);
    // The launch template is given by its id alone.
    expect(replacing.filter((path) => path !== "launchTemplate.name").sort()).toEqual(
      [...compared, ...constant].sort(),
    );
  });
});
