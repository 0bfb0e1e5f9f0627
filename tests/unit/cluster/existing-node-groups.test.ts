import * as aws from "@pulumi/aws/provider";

import { type ExistingNodeGroups, readExistingNodeGroups } from "../../../components/cluster";
import { World } from "../../../sandbox";
import { record } from "../../support/record";
import { createCluster, NODE_GROUP, recordCluster } from "./fixture";

const NODES = "aws:eks/nodeGroup:NodeGroup";
const CLUSTER = "aws:eks/cluster:Cluster";
const RECORDED = { name: "cluster-nodes-system-1", minSize: 2, maxSize: 6, zones: ["a", "b"] };

function put(world: World, type: string, id: string, state: Record<string, unknown>): void {
  world.put({ type, id, name: id, region: "eu-west-1", accountId: "111122223333", inputs: {}, state });
}

function worldWithGroup(): World {
  const world = new World();
  put(world, CLUSTER, "prod", { name: "prod" });
  put(world, NODES, "prod:cluster-nodes-system-1", {
    clusterName: "prod",
    nodeGroupName: "cluster-nodes-system-1",
    amiType: "AL2023_ARM_64_STANDARD",
    capacityType: "ON_DEMAND",
    instanceTypes: ["m7g.large", "m6g.large"],
    scalingConfig: { minSize: 2, desiredSize: 5, maxSize: 6 },
  });
  return world;
}

/** What the groups are with these stack outputs of the last update. */
async function read(outputs: Readonly<Record<string, unknown>>, world: World): Promise<ExistingNodeGroups> {
  const cluster = { nodeGroups: { system: { zones: ["a", "b"] } } };
  const body = (): Promise<ExistingNodeGroups> =>
    readExistingNodeGroups("prod", cluster, (name) => Promise.resolve(outputs[name]), {
      providers: [new aws.Provider("aws")],
    });
  return (await record(body, { world })).result;
}

describe("the node groups that exist", () => {
  it("are those of the last update, as EKS describes them now", async () => {
    const { minSize, maxSize, zones } = RECORDED;
    expect(await read({ clusterName: "prod", nodeGroups: { system: RECORDED } }, worldWithGroup())).toEqual({
      system: {
        recorded: { minSize, maxSize, zones },
        live: {
          amiType: "AL2023_ARM_64_STANDARD",
          capacityType: "ON_DEMAND",
          instanceTypes: ["m7g.large", "m6g.large"],
          minSize: 2,
          desiredSize: 5,
          maxSize: 6,
        },
      },
    });
  });

  it.each([
    ["where something else was exported under the name", { system: "cluster-nodes-system-1" }],
    ["where the recorded one is gone", { system: { ...RECORDED, name: "cluster-nodes-system-0" } }],
  ])("are none %s", async (_, nodeGroups) => {
    expect(await read({ clusterName: "prod", nodeGroups }, worldWithGroup())).toEqual({});
  });

  it("are not asked for before the first update", async () => {
    const world = worldWithGroup();
    put(world, NODES, "prod:cluster-nodes-system-a1b2c3d", {
      ...world.ofType(NODES)[0]?.state,
      nodeGroupName: "cluster-nodes-system-a1b2c3d",
    });
    expect(await read({}, world)).toEqual({});
  });

  it("are found by the names of Pulumi where release 0.1.0 recorded none, with their limits at EKS", async () => {
    const world = worldWithGroup();
    const state = world.ofType(NODES)[0]?.state;
    for (const nodeGroupName of ["cluster-nodes-system-a1b2c3d", "cluster-nodes-system-b-a1b2c3d"]) {
      put(world, NODES, `prod:${nodeGroupName}`, { ...state, nodeGroupName });
    }
    world.remove(NODES, "prod:cluster-nodes-system-1");
    expect(await read({ clusterName: "prod" }, world)).toMatchObject({
      system: { recorded: { minSize: 2, maxSize: 6, zones: ["a", "b"] }, live: { desiredSize: 5 } },
    });
  });

  it("carry the reason why EKS does not describe them", async () => {
    const { system } = await read({ clusterName: "prod", nodeGroups: { system: RECORDED } }, new World());
    expect(system?.live).toBeInstanceOf(Error);
  });
});

describe("a cluster whose node groups exist", () => {
  const { zones, amiType, capacityType, instanceTypes } = NODE_GROUP;
  const recorded = { minSize: 2, maxSize: 6, zones };
  const live = { minSize: 2, desiredSize: 5, maxSize: 6, amiType, capacityType, instanceTypes };

  it("sends the present size with new limits", async () => {
    const nodeGroups = { system: { ...NODE_GROUP, maxSize: 9 } };
    const recording = await recordCluster({ nodeGroups, existingNodeGroups: { system: { recorded, live } } });
    const { inputs, options } = recording.one(NODES);
    expect(inputs["scalingConfig"]).toEqual({ minSize: 2, desiredSize: 5, maxSize: 9 });
    expect(options.ignoreChanges).toEqual([]);
  });

  it("is refused new limits where the present size is not known, and says what it takes", () => {
    const nodeGroups = { system: { ...NODE_GROUP, maxSize: 9 } };
    const denied = { system: { recorded, live: new Error("AccessDeniedException: eks:DescribeNodegroup") } };
    expect(() => createCluster({ nodeGroups, existingNodeGroups: denied })).toThrow(
      /node group system: its limits or its zones change, .*AccessDeniedException[^]*Grant eks:ListNodegroups/,
    );
  });

  it("exports what the next update compares with", async () => {
    const recording = await recordCluster();
    const { nodeGroupName } = recording.one(NODES).state;
    const { system } = recording.result.nodeGroups;
    if (system === undefined) throw new Error("no record of group system");
    expect(await recording.valueOf(system)).toEqual({ name: nodeGroupName, ...recorded });
  });
});
