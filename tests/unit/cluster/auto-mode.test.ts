import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import type { Cluster } from "../../../components/cluster";
import { TEST_SCOPE } from "../../support/mocks";
import type { Recording } from "../../support/record";
import { FAN_OUT, NAMESPACE, recordCluster, waitsFor } from "./fixture";

const CLUSTER = "aws:eks/cluster:Cluster";
const ROLE = "aws:iam/role:Role";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const NODE_CLASS = "kubernetes:eks.amazonaws.com/v1:NodeClass";
const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";
const ON = { enabled: true };

interface Statement {
  readonly Action: string | string[];
  readonly Condition?: Record<string, Record<string, string>>;
}

let recording: Recording<Cluster>;

beforeAll(async () => {
  recording = await recordCluster({
    autoMode: { architectures: ["arm64"], capacityTypes: ["spot"], limits: { cpu: 16, memory: "64Gi" } },
    nodeGroups: {},
    namespaces: { apps: NAMESPACE },
  });
});

function statements(type: string, name: string, field: string): Statement[] {
  return (JSON.parse(String(recording.one(type, name).inputs[field])) as { Statement: Statement[] }).Statement;
}

function attachedTo(role: string): unknown[] {
  return recording
    .ofType(ATTACHMENT)
    .filter(({ name }) => name.startsWith(`cluster-${role}-`))
    .map(({ inputs }) => String(inputs["policyArn"]).replace("arn:aws:iam::aws:policy/", ""));
}

describe("EKS Auto Mode", () => {
  it("is one switch for compute, load balancing and block storage (terraform-aws-modules/terraform-aws-eks#3273)", () => {
    expect(recording.one(CLUSTER).inputs).toMatchObject({
      computeConfig: ON,
      kubernetesNetworkConfig: { elasticLoadBalancing: ON },
      storageConfig: { blockStorage: ON },
      bootstrapSelfManagedAddons: false,
    });
  });

  it("creates no resources with node groups", async () => {
    const { inputs } = (await recordCluster()).one(CLUSTER);
    expect(inputs).not.toHaveProperty("computeConfig");
    expect(inputs).not.toHaveProperty("storageConfig");
    expect(inputs["kubernetesNetworkConfig"]).toEqual({ ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" });
  });

  it("sets no node role on the cluster, whose change would replace it", () => {
    expect(recording.one(CLUSTER).inputs["computeConfig"]).toEqual(ON);
  });

  it("gives the cluster role the policies and session tags of Auto Mode", () => {
    expect(attachedTo("control-plane-role")).toEqual([
      "AmazonEKSClusterPolicy",
      "AmazonEKSComputePolicy",
      "AmazonEKSBlockStoragePolicy",
      "AmazonEKSLoadBalancingPolicy",
      "AmazonEKSNetworkingPolicy",
    ]);
    const [trust] = statements(ROLE, "cluster-control-plane-role", "assumeRolePolicy");
    expect(trust?.Action).toEqual(["sts:AssumeRole", "sts:TagSession"]);
    expect([...waitsFor(recording, recording.one(CLUSTER))]).toEqual(
      expect.arrayContaining([
        `${ATTACHMENT}::cluster-control-plane-role-AmazonEKSComputePolicy`,
        "aws:iam/rolePolicy:RolePolicy::cluster-control-plane-role-tags",
      ]),
    );
  });

  it("may put the platform's tags on nodes, volumes, interfaces and load balancers (aws/containers-roadmap#2487)", () => {
    expect(recording.one(NODE_CLASS).inputs["spec"]).toMatchObject({ tags: FAN_OUT.tags });
    expect(
      recording.one("kubernetes:storage.k8s.io/v1:StorageClass", "cluster-gp3").inputs["parameters"],
    ).toMatchObject(FAN_OUT.storageClass);
    const allowed = statements("aws:iam/rolePolicy:RolePolicy", "cluster-control-plane-role-tags", "policy");
    expect(allowed.flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(["ec2:RunInstances", "ec2:CreateVolume", "ec2:CreateNetworkInterface"]),
    );
    const ofTheCluster = { "aws:RequestTag/eks:eks-cluster-name": "${aws:PrincipalTag/eks:eks-cluster-name}" };
    expect(allowed.map(({ Condition }) => Condition?.["StringEquals"])).toEqual(allowed.map(() => ofTheCluster));
  });

  it("has nodes with minimal permissions, whose access entry is created first", () => {
    expect(attachedTo("node-role")).toEqual(["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"]);
    const role = recording.one(ROLE, "cluster-node-role").state;
    expect(recording.one("aws:eks/accessEntry:AccessEntry", "cluster-node-access").inputs).toMatchObject({
      principalArn: role["arn"],
      type: "EC2",
    });
    expect(recording.one(NODE_CLASS).inputs["spec"]).toMatchObject({
      role: role["name"],
      subnetSelectorTerms: [{ id: "subnet-private-a" }, { id: "subnet-private-b" }],
      networkPolicy: "DefaultAllow",
    });
    const association = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation::cluster-node-access-policy";
    expect(recording.one("pulumi:providers:kubernetes").options.dependsOn).toContain(association);
  });

  it("launches nodes within the limits", () => {
    expect(recording.one(NODE_POOL).inputs["spec"]).toMatchObject({
      limits: { cpu: "16", memory: "64Gi" },
      template: {
        spec: {
          requirements: expect.arrayContaining([
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] },
            { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
          ]) as unknown,
        },
      },
    });
  });

  it("turns on network policies, which are off by default", () => {
    expect(recording.one("kubernetes:core/v1:ConfigMap", "cluster-network-policy").inputs).toMatchObject({
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    });
  });

  it("includes every add-on except metrics-server, which is created after the nodes", () => {
    const [addon, ...others] = recording.ofType("aws:eks/addon:Addon");
    expect([addon?.name, ...others]).toEqual(["cluster-metrics-server"]);
    expect(addon?.options.dependsOn).toEqual([`${NODE_POOL}::cluster-node-pool`]);
  });

  it("creates volumes with its own driver", () => {
    expect(recording.one("kubernetes:storage.k8s.io/v1:StorageClass", "cluster-gp3").inputs).toMatchObject({
      provisioner: "ebs.csi.eks.amazonaws.com",
      allowedTopologies: [{ matchLabelExpressions: [{ key: "eks.amazonaws.com/compute-type", values: ["auto"] }] }],
    });
  });

  it("deletes nodes before the resources that they need", () => {
    const needed = [...waitsFor(recording, recording.one(NODE_POOL))];
    expect(needed).toEqual(
      expect.arrayContaining([
        `${NODE_CLASS}::cluster-node-class`,
        `${ATTACHMENT}::cluster-node-role-AmazonEKSWorkerNodeMinimalPolicy`,
        "test:network:Egress::egress",
      ]),
    );
    const namespace = recording.one("groundwork:cluster:NamespaceBaseline");
    expect([...waitsFor(recording, namespace)]).toContain(`${NODE_POOL}::cluster-node-pool`);
  });
});

describe("EKS refuses Auto Mode", () => {
  const roleArn = "arn:aws:iam::111122223333:role/cluster";
  const PARTS = {
    computeConfig: ON,
    kubernetesNetworkConfig: { elasticLoadBalancing: ON },
    storageConfig: { blockStorage: ON },
  };

  const cluster = (change: object, trust = "sts:AssumeRole, sts:TagSession"): (() => void) => {
    const cloud = new Cloud(new World());
    const put = (type: string, id: string, state: Record<string, unknown>): void => {
      cloud.world.put({ ...TEST_SCOPE, type, id, name: id, inputs: {}, state });
    };
    put(ROLE, "cluster", { arn: roleArn, name: "cluster", assumeRolePolicy: trust });
    for (const policy of ["Cluster", "Compute", "BlockStorage", "LoadBalancing"]) {
      const policyArn = `arn:aws:iam::aws:policy/AmazonEKS${policy}Policy`;
      put(ATTACHMENT, policy, { role: "cluster", policyArn });
    }
    const inputs = {
      name: "prod",
      roleArn,
      version: "1.35",
      bootstrapSelfManagedAddons: false,
      vpcConfig: { subnetIds: ["subnet-a", "subnet-b"] },
      ...PARTS,
      ...change,
    };
    return () => {
      cloud.create(CLUSTER, "cluster", inputs, TEST_SCOPE);
    };
  };

  it.each<[string, object, string]>([
    ["with only some of its capabilities", { storageConfig: {} }, "must all be set to either true or false"],
    [
      "with built-in pools and without a node role",
      { computeConfig: { ...ON, nodePools: ["system"] } },
      "need a node role",
    ],
    ["with self-managed add-ons", { bootstrapSelfManagedAddons: true }, "must be false"],
    ["without all policies", {}, "lacks AmazonEKSNetworkingPolicy"],
  ])("%s", (_, change, reason) => {
    expect(cluster(change)).toThrow(reason);
  });

  it("without session tags", () => {
    expect(cluster({}, "sts:AssumeRole")).toThrow("lacks sts:TagSession");
  });
});
