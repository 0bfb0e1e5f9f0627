import { checkArguments } from "../../config/overrides/argument-types";
import { problemsWith, verdictOn } from "../unit/config/fixtures";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

describe("arguments of overrides", () => {
  // All cases share one compilation, because each takes seconds.
  const values = {
    forceUpdateVersion: true,
    instanceTypes: "m7g.large",
    updateConfig: { maxUnavailabl: 2 },
    labls: { team: "platform" },
  };

  it("are compared with the argument type of the resource, at every depth", () => {
    const faults = checkArguments(NODE_GROUP, values)?.faults ?? [];
    expect(faults.map(({ argument, message }) => [argument, message])).toEqual([
      ["instanceTypes", "Type '\"m7g.large\"' is not assignable to type 'string[] | undefined'."],
      [
        "updateConfig",
        expect.stringContaining("'\"maxUnavailabl\"' does not exist in type '{ maxUnavailable?: number"),
      ],
      ["labls", undefined],
    ]);
  });

  it("are reported with the most similar argument if the type has no argument of this name", () => {
    const edits = { overrides: { "cluster-nodes-main": { type: NODE_GROUP, arguments: values } } };
    expect(problemsWith(edits)).toEqual([
      "overrides.cluster-nodes-main.arguments.instanceTypes: overrides/wrong-argument-type",
      "overrides.cluster-nodes-main.arguments.updateConfig: overrides/wrong-argument-type",
      "overrides.cluster-nodes-main.arguments.labls: overrides/unknown-argument",
    ]);
    expect(verdictOn(edits).problems[2]?.fix).toEqual(["rename the argument to labels"]);
  });

  it("may omit keys of a map, because they are merged over those of the platform", () => {
    const partial = { scalingConfig: { maxSize: 5 } };
    expect(checkArguments(NODE_GROUP, partial)?.faults).toEqual([]);
  });

  it("are refused if they are encrypted", () => {
    const secret = { name: { secure: "v1:canary" } };
    expect(problemsWith({ overrides: { cluster: { type: "aws:eks/cluster:Cluster", arguments: secret } } })).toEqual([
      "overrides.cluster.arguments.name: schema/secret-in-free-form",
    ]);
  });

  it("are refused for a class that the module does not have, and for a class that is not a resource", () => {
    expect(checkArguments("aws:eks/nodeGroup:Nodegroup", {})).toBeUndefined();
    expect(checkArguments("aws:eks/getCluster:GetCluster", {})).toBeUndefined();
  });

  it("are refused for a type that the provider does not have", () => {
    const edits = { overrides: { "cluster-nodes-main": { type: "aws:eks/nodeGrup:NodeGrup", arguments: {} } } };
    expect(problemsWith(edits)).toEqual(["overrides.cluster-nodes-main.type: overrides/unknown-type"]);
  });
});
