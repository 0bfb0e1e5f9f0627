import type { Edits } from "../fixtures";
import { codesOf } from "./fixtures";

const AUTO: Edits = { "cluster.compute": "auto-mode", "cluster.nodeGroups": {} };
const AT_34 = { "cluster.version": "1.34" };
const AT_35 = { "cluster.version": "1.35" };
const BAKING_35 = { "cluster.version": "1.35", "cluster.nodeVersion": "1.34" };
const BAKING_36 = { "cluster.version": "1.36", "cluster.nodeVersion": "1.35" };
const AT_36 = { "cluster.version": "1.36" };

describe("an upgrade", () => {
  it.each<[string, Edits, Edits]>([
    ["the control plane, with nodes one version behind", AT_34, BAKING_35],
    ["the nodes after the control plane", BAKING_35, AT_35],
    ["the next version of the control plane", AT_35, BAKING_36],
    ["the nodes after it", BAKING_36, AT_36],
    ["no change of a version", BAKING_35, BAKING_35],
    ["Auto Mode, which upgrades its nodes itself", { ...AT_34, ...AUTO }, { ...AT_35, ...AUTO }],
  ])("is accepted: %s", (_, before, after) => {
    expect(codesOf(before, after)).toEqual([]);
  });

  it.each<[string, Edits, Edits, string[]]>([
    [
      "control plane and nodes in one update",
      AT_34,
      AT_35,
      ["cluster.nodeVersion: transitions/nodes-with-control-plane"],
    ],
    [
      "two minor versions of the control plane",
      AT_34,
      BAKING_36,
      [
        "cluster.version: transitions/control-plane-skips-version",
        "cluster.nodeVersion: transitions/nodes-with-control-plane",
      ],
    ],
    [
      "a downgrade",
      AT_35,
      AT_34,
      ["cluster.version: transitions/control-plane-downgrade", "cluster.nodeVersion: transitions/node-downgrade"],
    ],
    [
      "a downgrade before the nodes are upgraded",
      BAKING_35,
      AT_34,
      ["cluster.version: transitions/control-plane-downgrade"],
    ],
    ["a downgrade of the nodes", AT_35, BAKING_35, ["cluster.nodeVersion: transitions/node-downgrade"]],
    [
      "the next control plane with nodes two versions behind",
      BAKING_35,
      BAKING_36,
      ["cluster.version: transitions/nodes-behind", "cluster.nodeVersion: transitions/nodes-with-control-plane"],
    ],
    [
      "the next control plane together with nodes two versions behind",
      BAKING_35,
      AT_36,
      ["cluster.version: transitions/nodes-behind", "cluster.nodeVersion: transitions/nodes-with-control-plane"],
    ],
  ])("is refused: %s", (_, before, after, expected) => {
    expect(codesOf(before, after).sort()).toEqual([...expected].sort());
  });
});

describe("the version of the VPC CNI", () => {
  const at = (version: string): Edits => ({ "cluster.addons": { "vpc-cni": { version } } });

  it.each([
    ["by one minor version", "v1.20.4-eksbuild.1", "v1.21.0-eksbuild.2"],
    ["by a patch", "v1.20.4-eksbuild.1", "v1.20.5-eksbuild.1"],
    ["to an older version", "v1.22.0-eksbuild.1", "v1.19.0-eksbuild.1"],
  ])("can change %s", (_, before, after) => {
    expect(codesOf(at(before), at(after))).toEqual([]);
  });

  it("cannot skip a minor version", () => {
    expect(codesOf(at("v1.20.4-eksbuild.1"), at("v1.22.4-eksbuild.3"))).toEqual([
      "cluster.addons.vpc-cni.version: transitions/vpc-cni-skips-version",
    ]);
  });
});
