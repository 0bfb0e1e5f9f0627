import { type AddonName, lockedAddonVersion } from "../../../domain/cluster/addons/catalog";
import { programOf } from "../../support/program";
import { STACKS } from "../../support/stack-files";
import { key, type RecordedResource } from "../../support/record";
import { problemsWith } from "../../unit/config/fixtures";

const ADDON = "aws:eks/addon:Addon";
const NODES = "aws:eks/nodeGroup:NodeGroup";

/** The `dependsOn` of a resource. */
function needs({ options }: RecordedResource): readonly string[] {
  return options.dependsOn;
}

describe("node groups", () => {
  it.each(STACKS)(
    "of %s are created after CNI, proxy and identity agent (terraform-aws-modules/terraform-aws-eks#3446)",
    async (stack) => {
      const groups = (await programOf(stack)).ofType(NODES);
      expect(groups.length).toBeGreaterThan(0);
      for (const group of groups) {
        expect(needs(group)).toEqual(
          expect.arrayContaining([
            `${ADDON}::cluster-vpc-cni`,
            `${ADDON}::cluster-kube-proxy`,
            `${ADDON}::cluster-eks-pod-identity-agent`,
          ]),
        );
      }
    },
  );
});

describe("coredns", () => {
  it.each(STACKS)(
    "of %s waits for nodes that it tolerates, with a timeout (terraform-aws-modules/terraform-aws-eks#3001)",
    async (stack) => {
      const recording = await programOf(stack);
      const coredns = recording.one(ADDON, "cluster-coredns");
      const groups = recording.ofType(NODES);
      const taintsOf = (inputs: RecordedResource["inputs"]): { key: string }[] =>
        (inputs["taints"] ?? []) as { key: string }[];
      const open = groups.filter(({ inputs }) => taintsOf(inputs).every((taint) => taint.key === "CriticalAddonsOnly"));
      expect(needs(coredns)).toEqual(expect.arrayContaining(groups.map(key)));
      expect(open.length).toBeGreaterThan(0);
      expect(coredns.options.customTimeouts).toMatchObject({ create: "10m" });
    },
  );

  it("has a node that can run it in every stack that config accepts", () => {
    const taints = [{ key: "gpu", effect: "NO_SCHEDULE" }];
    expect(problemsWith({ "cluster.nodeGroups.main.taints": taints })).toEqual([
      "cluster.nodeGroups: cluster/no-node-for-core-addon",
    ]);
  });
});

describe("versions of add-ons", () => {
  it.each(STACKS)(
    "of %s have the version of the lock (terraform-aws-modules/terraform-aws-eks#2749)",
    async (stack) => {
      const recording = await programOf(stack);
      const kubernetesVersion = String(recording.one("aws:eks/cluster:Cluster").inputs["version"]);
      const versions = recording.ofType(ADDON).map(({ inputs }) => [inputs["addonName"], inputs["addonVersion"]]);
      expect(versions.length).toBeGreaterThan(5);
      expect(versions).toEqual(
        versions.map(([name]) => [name, lockedAddonVersion(name as AddonName, kubernetesVersion)]),
      );
    },
  );
});

describe("security groups", () => {
  it.each(STACKS)(
    "of %s do not have the cluster's tag, except the one that EKS tags (kubernetes-sigs/aws-load-balancer-controller#1897)",
    async (stack) => {
      const { resources } = await programOf(stack);
      const tagged = resources.filter(({ type, inputs }) => {
        const tags = JSON.stringify([inputs["tags"] ?? {}, type === "aws:ec2/tag:Tag" ? inputs["key"] : ""]);
        return /securityGroup|ec2\/tag:/i.test(type) && tags.includes("kubernetes.io/cluster/");
      });
      expect(tagged.map(key)).toEqual([]);
    },
  );
});
