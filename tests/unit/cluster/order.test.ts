import { type RecordedResource, type Recording, key } from "../../support/record";
import { NAMESPACE, NODE_GROUP, recordCluster, waitsFor } from "./fixture";

const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const NODES = "aws:eks/nodeGroup:NodeGroup";

let recording: Recording<unknown>;

beforeAll(async () => {
  recording = await recordCluster({
    nodeGroups: { system: NODE_GROUP, batch: { ...NODE_GROUP, capacityType: "SPOT" } },
    namespaces: { apps: NAMESPACE, jobs: NAMESPACE },
  });
});

function addon(name: string): RecordedResource {
  return recording.one("aws:eks/addon:Addon", `cluster-${name}`);
}

/** An object's own providers, or those it inherits from the nearest component that has any. */
function providersOf({ options }: RecordedResource): readonly string[] {
  const parent = recording.resources.find((other) => key(other) === options.parent);
  return options.providers.length > 0 || parent === undefined ? options.providers : providersOf(parent);
}

function waits(resource: RecordedResource): ReadonlySet<string> {
  return waitsFor(recording, resource);
}

describe("the order of creation", () => {
  it("is the log group and the policy of the role before the control plane (terraform-aws-modules/terraform-aws-eks#2763)", () => {
    const needed = [...waits(recording.one("aws:eks/cluster:Cluster"))];
    expect(needed).toEqual(
      expect.arrayContaining([
        "aws:cloudwatch/logGroup:LogGroup::cluster-logs",
        `${ATTACHMENT}::cluster-control-plane-role-AmazonEKSClusterPolicy`,
      ]),
    );
  });

  it.each(["system", "batch"])(
    "CNI, proxy, identity agent, the role's policies and the ways out before the nodes: %s",
    (group) => {
      const needed = [...waits(recording.one(NODES, `cluster-nodes-${group}`))];
      expect(needed).toEqual(
        expect.arrayContaining([
          "aws:eks/addon:Addon::cluster-vpc-cni",
          "aws:eks/addon:Addon::cluster-kube-proxy",
          "aws:eks/addon:Addon::cluster-eks-pod-identity-agent",
          `${ATTACHMENT}::cluster-node-role-AmazonEKSWorkerNodePolicy`,
          `${ATTACHMENT}::cluster-node-role-AmazonEC2ContainerRegistryPullOnly`,
          `${ATTACHMENT}::cluster-node-role-AmazonSSMManagedInstanceCore`,
          "test:network:Egress::egress",
        ]),
      );
    },
  );

  it("is the Pod Identity agent before the first add-on that uses it", () => {
    expect(waits(addon("vpc-cni"))).toContain("aws:eks/addon:Addon::cluster-eks-pod-identity-agent");
  });

  it.each([
    ["vpc-cni", "AmazonEKS_CNI_Policy"],
    ["aws-ebs-csi-driver", "AmazonEBSCSIDriverPolicy"],
  ])("is the permissions of %s before its pods", (name, policy) => {
    expect(waits(addon(name))).toContain(`${ATTACHMENT}::cluster-${name}-role-${policy}`);
  });

  it.each(["coredns", "metrics-server", "aws-ebs-csi-driver"])("is every node group before %s", (name) => {
    const needed = [...waits(addon(name))];
    expect(needed).toEqual(expect.arrayContaining([`${NODES}::cluster-nodes-system`, `${NODES}::cluster-nodes-batch`]));
  });

  it("is access and DNS before the first Kubernetes object", () => {
    const needed = [...waits(recording.one("pulumi:providers:kubernetes"))];
    expect(needed).toEqual(
      expect.arrayContaining([
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation::cluster-access-deployer-policy",
        "aws:eks/addon:Addon::cluster-coredns",
      ]),
    );
    const objects = recording.resources.filter(({ type, custom }) => custom && type.startsWith("kubernetes:"));
    // Of each namespace, of the classes of storage and priority, and of the admission policies.
    expect(objects).toHaveLength(2 * 7 + 2 + 2 + 2 * 3);
    const strangers = objects.filter((object) => !providersOf(object).includes("cluster-kubernetes"));
    expect(strangers.map(key)).toEqual([]);
  });

  it("is the volume driver before its storage class", () => {
    expect(waits(recording.one("kubernetes:storage.k8s.io/v1:StorageClass", "cluster-gp3"))).toContain(
      "aws:eks/addon:Addon::cluster-aws-ebs-csi-driver",
    );
  });

  it.each(["apps", "jobs"])("in namespace %s is the policy for DNS, then the denial, then the rest", (namespace) => {
    const child = (type: string, role: string): RecordedResource =>
      recording.one(`kubernetes:${type}`, `cluster-namespace-${namespace}-${role}`);
    const allowDns = key(child("networking.k8s.io/v1:NetworkPolicy", "allow-dns"));
    const deny = child("networking.k8s.io/v1:NetworkPolicy", "default-deny");
    expect(waits(deny)).toContain(allowDns);
    const rest = [
      child("core/v1:LimitRange", "container-defaults"),
      child("core/v1:ResourceQuota", "quota"),
      child("core/v1:ServiceAccountPatch", "default-service-account"),
    ];
    for (const object of rest) expect([...waits(object)]).toEqual(expect.arrayContaining([allowDns, key(deny)]));
  });
});

/** Everything that has to stand before a resource and so goes after it: what it names, and the way it is reached. */
function standsOn(start: RecordedResource): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (resource: RecordedResource): void => {
    const providers = recording.resources.filter(
      ({ type, name }) => type.startsWith("pulumi:providers:") && providersOf(resource).includes(name),
    );
    const next = [...[...waits(resource)].map(find), ...providers].filter((other) => !reached.has(key(other)));
    for (const other of next) reached.add(key(other));
    for (const other of next) visit(other);
  };
  visit(start);
  return reached;
}

function find(identity: string): RecordedResource {
  const found = recording.resources.find((resource) => key(resource) === identity);
  if (found === undefined) throw new Error(`${identity} is waited for and was never registered`);
  return found;
}

describe("a destroy", () => {
  it("deletes namespaces with their load balancers and volumes before the controllers that clean up after them", () => {
    const [namespace] = recording.ofType("kubernetes:core/v1:Namespace");
    const outlived = namespace === undefined ? [] : [...standsOn(namespace)];
    expect(outlived).toEqual(
      expect.arrayContaining([
        "pulumi:providers:kubernetes::cluster-kubernetes",
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation::cluster-access-deployer-policy",
        "aws:eks/addon:Addon::cluster-coredns",
        `${NODES}::cluster-nodes-system`,
        "aws:eks/addon:Addon::cluster-vpc-cni",
        `${ATTACHMENT}::cluster-vpc-cni-role-AmazonEKS_CNI_Policy`,
        "test:network:Egress::egress",
      ]),
    );
  });

  it("finds no circular dependency", () => {
    const inCircles = recording.resources.filter((resource) => standsOn(resource).has(key(resource)));
    expect(inCircles.map(key)).toEqual([]);
  });
});

describe("timeouts", () => {
  it.each([
    ["aws:eks/cluster:Cluster", "cluster", { create: "40m", update: "90m", delete: "30m" }],
    [NODES, "cluster-nodes-system", { create: "30m", update: "90m", delete: "60m" }],
    ["aws:eks/addon:Addon", "cluster-coredns", { create: "10m", update: "15m", delete: "10m" }],
  ])("of %s are set", (type, name, timeouts) => {
    expect(recording.one(type, name).options.customTimeouts).toEqual(timeouts);
  });
});

describe("the resource graph", () => {
  it("has the component as its only root", () => {
    const orphans = recording.resources.filter(({ options }) => options.parent === undefined).map(key);
    expect(orphans.sort()).toEqual(["groundwork:cluster:Cluster::cluster", "test:network:Egress::egress"]);
  });

  it("is the same in a preview, where computed outputs are unknown", async () => {
    const args = { namespaces: { apps: NAMESPACE }, nodeGroups: { system: NODE_GROUP } };
    const [preview, update] = [await recordCluster(args, { preview: true }), await recordCluster(args)];
    expect(preview.resources.map(key).sort()).toEqual(update.resources.map(key).sort());
  });
});
