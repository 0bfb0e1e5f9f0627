import { programOf, recordProgram } from "../support/program";
import { key, type Recording } from "../support/record";

type Config = Record<string, unknown>;
type Program = Recording<Record<string, unknown>>;

/** A Region in which accounts have a zone d. */
function inOregon(config: Config): void {
  (config["groundwork:aws"] as Config)["region"] = "us-west-2";
}

function network(config: Config): { zones: string[] } {
  return config["groundwork:network"] as { zones: string[] };
}

/** Resources whose inputs differ between two recordings, or that only one of them has. */
function moved(before: Program, after: Program): { added: string[]; removed: string[]; changed: string[] } {
  const inputsBefore = new Map(before.resources.map((resource) => [key(resource), resource.inputs]));
  const inputsAfter = new Map(after.resources.map((resource) => [key(resource), resource.inputs]));
  return {
    added: [...inputsAfter.keys()].filter((name) => !inputsBefore.has(name)),
    removed: [...inputsBefore.keys()].filter((name) => !inputsAfter.has(name)),
    changed: [...inputsAfter].flatMap(([name, inputs]) => {
      const earlier = inputsBefore.get(name);
      return earlier === undefined || JSON.stringify(earlier) === JSON.stringify(inputs) ? [] : [name];
    }),
  };
}

const NETWORK_TYPES = /^aws:ec2\/(subnet|routeTable|natGateway|eip|route|routeTableAssociation):/;

describe("one line of a stack file", () => {
  it("adds zone d to dev without changing an existing subnet, route table or NAT gateway (pulumi/pulumi-awsx#910)", async () => {
    const before = await recordProgram("dev", { edit: inOregon });
    const after = await recordProgram("dev", {
      edit: (config) => {
        inOregon(config);
        network(config).zones.push("d");
      },
    });
    const { added, removed, changed } = moved(before, after);
    expect(changed.filter((name) => NETWORK_TYPES.test(name))).toEqual([]);
    expect(removed).toEqual([]);
    expect(added).toContain("aws:ec2/subnet:Subnet::network-private-d");
    expect(added.filter((name) => !/-d(-|$)/.test(name))).toEqual([]);
  });

  it("removes zone a of three and with it only what belongs to zone a (terraform-aws-modules/terraform-aws-vpc#714)", async () => {
    const before = await recordProgram("prod", { edit: inOregon });
    const after = await recordProgram("prod", {
      edit: (config) => {
        inOregon(config);
        // Prod needs three zones, so zone d takes a's place; the test is about b and c.
        network(config).zones = ["b", "c", "d"];
      },
    });
    const { removed, changed } = moved(before, after);
    expect(changed.filter((name) => NETWORK_TYPES.test(name))).toEqual([]);
    expect(removed).toContain("aws:ec2/subnet:Subnet::network-private-a");
    expect(removed.filter((name) => !/-a(-|$)/.test(name))).toEqual([]);
  });

  it("changes a tag in properties for tags, and no other property of a resource", async () => {
    const before = await programOf("dev");
    const after = await recordProgram("dev", {
      edit: (config) => {
        (config["groundwork:tags"] as Config)["owner"] = "another-team";
      },
    });
    const { added, removed, changed } = moved(before, after);
    // Auto Scaling group tags are keyed by tag key, so a changed value is a changed input too.
    expect([...added, ...removed]).toEqual([]);
    const types = [...new Set(changed.map((name) => name.split("::")[0]))].sort();
    expect(types).toEqual([
      "aws:autoscaling/tag:Tag",
      "aws:ec2/launchTemplate:LaunchTemplate",
      "aws:ec2/tag:Tag",
      "aws:eks/addon:Addon",
      "kubernetes:storage.k8s.io/v1:StorageClass",
      "pulumi:providers:aws",
    ]);
  });
});
