import { configDiagram } from "../../../tools/diagram/config-diagram";
import type { Diagram } from "../../../tools/diagram/diagram";
import { mermaid } from "../../../tools/diagram/mermaid";
import { stateDiagram } from "../../../tools/diagram/state-diagram";
import { svg } from "../../../tools/diagram/svg";
import { type Edits, verdictOn } from "../config/fixtures";

function planned(edits: Edits): Diagram {
  const { config } = verdictOn(edits);
  if (config === undefined) throw new Error("invalid fixture");
  return configDiagram(config);
}

function labels({ areas }: Diagram, title: string): readonly string[] | undefined {
  return areas.find((area) => area.title === title)?.nodes.map(({ label }) => label);
}

describe("the diagram of a configuration", () => {
  it("has subnets with their blocks and NAT gateways by tier", () => {
    const diagram = planned({ "network.nat": "single" });
    expect(labels(diagram, "network, public tier")).toEqual([
      "subnet a 10.0.16.0/22",
      "subnet b 10.0.48.0/22",
      "NAT gateway a",
    ]);
    expect(labels(diagram, "network, private tier")).toEqual(["subnet a 10.0.0.0/20", "subnet b 10.0.32.0/20"]);
  });

  it("has buckets, namespaces and node groups of the stack, and no empty area", () => {
    const diagram = planned({ "storage.buckets": { audit: { class: "archive" } }, "cluster.namespaces": { web: {} } });
    expect(labels(diagram, "storage")).toEqual(["bucket audit (archive)"]);
    expect(labels(diagram, "baseline")).toEqual(["namespace web"]);
    expect(labels(diagram, "nodes")).toEqual(["node group main, 1 to 3 m7g.large"]);
    expect(diagram.areas.filter(({ nodes }) => nodes.length === 0)).toEqual([]);
    expect(labels(diagram, "backup")).toBeUndefined();
  });

  it("links only areas that it has", () => {
    const { areas, links = [] } = planned({});
    const titles = new Set(areas.map(({ title }) => title));
    expect(links.filter(({ from, to }) => !titles.has(from) || !titles.has(to))).toEqual([]);
    expect(links).toContainEqual({ from: "cluster", to: "nodes" });
  });
});

const urn = (type: string, name: string): string => `urn:pulumi:dev::groundwork::${type}::${name}`;
const [NETWORK, CLUSTER] = [urn("groundwork:network:Network", "network"), urn("groundwork:cluster:Cluster", "cluster")];
const SUBNET = urn("aws:ec2/subnet:Subnet", "network-private-a");

const STATE = stateDiagram([
  { urn: NETWORK, type: "groundwork:network:Network" },
  { urn: CLUSTER, type: "groundwork:cluster:Cluster" },
  { urn: SUBNET, type: "aws:ec2/subnet:Subnet", parent: NETWORK },
  { urn: urn("aws:ec2/vpc:Vpc", "network"), type: "aws:ec2/vpc:Vpc", parent: NETWORK },
  { urn: urn("aws:iam/role:Role", "one"), type: "aws:iam/role:Role", parent: CLUSTER },
  { urn: urn("aws:iam/role:Role", "two"), type: "aws:iam/role:Role", parent: CLUSTER, dependencies: [SUBNET] },
]);

describe("the diagram of a state", () => {
  it("has a box for each resource, and one for several of a type, by component and tier", () => {
    expect(STATE.areas).toEqual([
      { title: "cluster", nodes: [{ label: "2 × iam:Role" }], more: 0 },
      { title: "network", nodes: [{ label: "ec2:Vpc network" }], more: 0 },
      { title: "network, private tier", nodes: [{ label: "ec2:Subnet network-private-a" }], more: 0 },
    ]);
  });

  it("links an area to those that use it", () => {
    expect(STATE.links).toEqual([{ from: "network, private tier", to: "cluster" }]);
  });
});

describe("Mermaid", () => {
  it("has a subgraph for each area, and arrows between them", () => {
    const lines = mermaid(STATE).split("\n");
    expect(lines[0]).toBe("flowchart LR");
    expect(lines.filter((line) => line.startsWith("  subgraph"))).toHaveLength(3);
    expect(lines).toContain("  a2 --> a0");
  });
});

describe("SVG", () => {
  it("has every label, escaped, and no box outside of the image", () => {
    const image = svg(
      { areas: [...STATE.areas, { title: "<a> & b", nodes: [{ label: "x".repeat(200) }], more: 2 }] },
      "dev",
    );
    expect(image).toContain("&lt;a&gt; &amp; b");
    expect(image).toContain("and 2 more");
    const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(image) ?? []).map(Number);
    const boxes = [...image.matchAll(/x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"/g)].map((match) =>
      match.slice(1).map(Number),
    );
    expect(boxes).toHaveLength(4 + 3 + 2);
    const outside = boxes.filter(([x = 0, y = 0, w = 0, h = 0]) => x + w > width || y + h > height);
    expect(outside).toEqual([]);
  });
});
