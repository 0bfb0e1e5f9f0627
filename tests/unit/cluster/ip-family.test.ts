import type { AutoModeArgs, ClusterArgs } from "../../../components/cluster";
import { type Recording, key } from "../../support/record";
import { KARPENTER, NODE_POOL, recordCluster, waitsFor } from "./fixture";

const CLUSTER = "aws:eks/cluster:Cluster";
const ADDON = "aws:eks/addon:Addon";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const RELEASE = "kubernetes:helm.sh/v3:Release";
const AUTO_MODE: AutoModeArgs = {
  architectures: ["arm64"],
  capacityTypes: ["spot"],
  limits: { cpu: 16, memory: "64Gi" },
};
const NODE_POOL_TYPE = "kubernetes:karpenter.sh/v1:NodePool";

const WITH_CONTROLLERS: Partial<ClusterArgs> = {
  loadBalancerController: { version: "3.5.0", isolatedVpc: false },
  karpenter: KARPENTER,
  oidcProvider: true,
};

let ipv4: Recording<unknown>;
let ipv6: Recording<unknown>;

beforeAll(async () => {
  ipv4 = await recordCluster(WITH_CONTROLLERS);
  ipv6 = await recordCluster({ ...WITH_CONTROLLERS, ipFamily: "ipv6" });
});

function loadBalancerValues(recording: Recording<unknown>): Record<string, unknown> {
  return recording.one(RELEASE, "cluster-load-balancers-release").inputs["values"] as Record<string, unknown>;
}

function requirements(recording: Recording<unknown>): unknown {
  const { spec } = recording.one(NODE_POOL_TYPE).inputs as { spec: { template: { spec: { requirements: unknown } } } };
  return spec.template.spec.requirements;
}

describe("an IPv6 cluster", () => {
  it("has only the IP family set, and EKS chooses the block of Services", () => {
    const { inputs, state } = ipv6.one(CLUSTER);
    expect(inputs["kubernetesNetworkConfig"]).toEqual({ ipFamily: "ipv6" });
    expect(state["kubernetesNetworkConfig"]).toEqual({
      ipFamily: "ipv6",
      serviceIpv6Cidr: expect.stringMatching(/^fd[0-9a-f]{2}:[0-9a-f]{4}::\/108$/) as unknown,
    });
  });

  it("can use Auto Mode, which manages its network", async () => {
    const recording = await recordCluster({ ipFamily: "ipv6", nodeGroups: {}, autoMode: AUTO_MODE });
    expect(recording.one(CLUSTER).inputs["kubernetesNetworkConfig"]).toEqual({
      ipFamily: "ipv6",
      elasticLoadBalancing: { enabled: true },
    });
    expect(recording.ofType(ADDON).map(({ name }) => name)).toEqual(["cluster-metrics-server"]);
  });

  it("gives its CNI permissions for IPv6 addresses, and not those of the IPv4 policy", () => {
    const attached = ipv6.resources.filter(({ name }) => name.startsWith("cluster-vpc-cni-role-"));
    expect(attached).toEqual([]);
    expect(ipv6.one(ROLE_POLICY, "cluster-vpc-cni-policy").inputs["policy"]).toContain("ec2:AssignIpv6Addresses");
  });

  it("gives the CNI these permissions by Pod Identity before its first pod", () => {
    const addon = ipv6.one(ADDON, "cluster-vpc-cni");
    expect(addon.inputs["podIdentityAssociations"]).toEqual([
      { serviceAccount: "aws-node", roleArn: ipv6.one(ROLE, "cluster-vpc-cni-role").state["arn"] },
    ]);
    expect(waitsFor(ipv6, addon)).toContain(key(ipv6.one(ROLE_POLICY, "cluster-vpc-cni-policy")));
  });

  it("uses prefix delegation, which the CNI requires for IPv6", () => {
    expect(JSON.parse(String(ipv6.one(ADDON, "cluster-vpc-cni").inputs["configurationValues"]))).toMatchObject({
      env: { ENABLE_PREFIX_DELEGATION: "true" },
    });
  });

  it("has dual-stack load balancers with pods as targets (kubernetes-sigs/aws-load-balancer-controller#3572)", () => {
    expect(loadBalancerValues(ipv6)).toMatchObject({
      defaultTargetType: "ip",
      ingressClassParams: { spec: { ipAddressType: "dualstack" } },
    });
  });

  it("adds the requirement of the Nitro hypervisor to each Karpenter pool", () => {
    expect(requirements(ipv6)).toEqual([
      ...(requirements(ipv4) as unknown[]),
      { key: "karpenter.k8s.aws/instance-hypervisor", operator: "In", values: ["nitro"] },
    ]);
    expect(requirements(ipv4)).toEqual(expect.arrayContaining([...NODE_POOL.requirements]));
  });

  it("denies pods access to instance metadata over IPv6", () => {
    expect(ipv6.one("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass").inputs["spec"]).toMatchObject({
      metadataOptions: { httpPutResponseHopLimit: 1, httpProtocolIPv6: "disabled" },
    });
  });

  it("has a dual-stack endpoint in its kubeconfig, and the same issuer", () => {
    const [before, now] = [ipv4, ipv6].map((recording) => {
      const { endpoint, identities } = recording.one(CLUSTER).state as {
        endpoint: string;
        identities: [{ oidcs: [{ issuer: string }] }];
      };
      const { url } = recording.one("aws:iam/openIdConnectProvider:OpenIdConnectProvider").inputs;
      expect(url).toBe(identities[0].oidcs[0].issuer);
      const { kubeconfig } = recording.one("pulumi:providers:kubernetes").inputs;
      return { endpoint, rest: String(kubeconfig).replace(endpoint, "") };
    });
    expect(now?.endpoint).toMatch(/\.eks-cluster\.eu-west-1\.api\.aws$/);
    expect(now?.rest).toBe(before?.rest);
  });
});

it("an IPv4 cluster has no IPv6 settings", () => {
  expect(ipv4.one(CLUSTER).inputs["kubernetesNetworkConfig"]).toEqual({
    ipFamily: "ipv4",
    serviceIpv4Cidr: "172.20.0.0/16",
  });
  expect(loadBalancerValues(ipv4)).not.toHaveProperty("defaultTargetType");
  expect(loadBalancerValues(ipv4)).not.toHaveProperty("ingressClassParams");
  expect(ipv4.ofType(ROLE_POLICY).map(({ name }) => name)).not.toContain("cluster-vpc-cni-policy");
});
