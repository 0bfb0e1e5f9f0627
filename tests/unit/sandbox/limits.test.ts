import { refusePodIdentity } from "../../../sandbox/tables/eks-access-limits";
import { refuseNodeSettings } from "../../../sandbox/tables/eks-node-group-limits";
import { refusePublicBlocks } from "../../../sandbox/tables/eks-public-blocks";
import { tableFor } from "../../../sandbox/tables";
import type { Props } from "../../../sandbox/props";
import type { Request } from "../../../sandbox/tables/table";
import { World } from "../../../sandbox/world";
import { Account } from "../network/ec2-account";

const REAL_ACCOUNT = "210987654321";

function request(inputs: Props, accountId = "111122223333"): Request {
  const type = "aws:eks/cluster:Cluster";
  return { type, name: "it", inputs, id: "", region: "eu-west-1", accountId, world: new World(), hex: () => "0" };
}

function cluster(publicAccessCidrs: readonly string[]): Props {
  return { vpcConfig: { publicAccessCidrs } };
}

const BLOCKS = Array.from({ length: 41 }, (_, index) => `8.8.${index}.0/24`);
const taint = (key: string): object => ({ key, value: "x", effect: "NO_SCHEDULE" });

describe("EKS in the sandbox", () => {
  it("accepts 40 public blocks, and refuses 41", () => {
    expect(refusePublicBlocks(request(cluster(BLOCKS.slice(1))))).toEqual([]);
    expect(refusePublicBlocks(request(cluster(BLOCKS)))).toEqual([
      "InvalidParameterException: at most 40 CIDRs are allowed in publicAccessCidrs",
    ]);
  });

  it.each(["10.1.0.0/16", "172.0.0.0/8", "100.64.1.0/24", "127.0.0.1/32", "198.18.0.0/16", "240.0.0.0/8"])(
    "refuses reserved addresses: %s",
    (block) => {
      expect(refusePublicBlocks(request(cluster(["8.8.8.0/24", block])))).toEqual([
        `InvalidParameterException: The following CIDRs are not allowed in publicAccessCidrs: [${block}]`,
      ]);
    },
  );

  it.each(["203.0.113.0/24", "198.51.100.7/32", "2001:db8:7::/48"])(
    "accepts documentation addresses only in documentation accounts: %s",
    (block) => {
      expect(refusePublicBlocks(request(cluster([block])))).toEqual([]);
      expect(refusePublicBlocks(request(cluster([block]), REAL_ACCOUNT))).toHaveLength(1);
    },
  );

  it.each<[string, Props, string]>([
    ["a label without a value", { labels: { pool: "" } }, "label pool"],
    ["a label key of 64 characters", { labels: { ["x".repeat(64)]: "y" } }, "1 to 63 characters"],
    ["51 taints", { taints: Array.from({ length: 51 }, (_, index) => taint(`t${index}`)) }, "at most 50 taints"],
    ["a taint key of 64 characters", { taints: [taint("x".repeat(64))] }, "1 to 63 characters"],
    ["one taint twice", { taints: [taint("a"), taint("a")] }, "duplicated taints"],
    ["GPUs", { amiType: "AL2023_x86_64_STANDARD", instanceTypes: ["p5.48xlarge"] }, "[p5.48xlarge] is not a valid"],
    ["Macs", { amiType: "BOTTLEROCKET_ARM_64", instanceTypes: ["mac2-m2.metal"] }, "[mac2-m2.metal] is not a valid"],
    ["the first Graviton", { amiType: "AL2023_ARM_64_STANDARD", instanceTypes: ["a1.large"] }, "[a1.large] is not a"],
  ])("refuses a node group with %s", (_, inputs, reason) => {
    expect(refuseNodeSettings(inputs).join()).toContain(reason);
  });

  it("refuses to associate a role of another account with pods", () => {
    const inputs = { clusterName: "shop", roleArn: `arn:aws:iam::${REAL_ACCOUNT}:role/uploader` };
    expect(refusePodIdentity(request(inputs)).join()).toContain("is in another account than the cluster");
    expect(refusePodIdentity(request(inputs, REAL_ACCOUNT)).join()).not.toContain("of another account");
  });

  it("accepts requests within the limits", () => {
    const labels = { ["x".repeat(63)]: "y" };
    const taints = [taint("a"), { ...taint("a"), effect: "NO_EXECUTE" }];
    const amiType = "BOTTLEROCKET_ARM_64";
    expect(refuseNodeSettings({ labels, taints, amiType, instanceTypes: ["a1.large", "m7g.large"] })).toEqual([]);
  });
});

describe("EC2 in the sandbox", () => {
  const ASSOCIATION = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
  const VPC = "aws:ec2/vpc:Vpc";
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("refuses a VPC with link-local addresses", () => {
    expect(account.creating(VPC, { cidrBlock: "169.254.0.0/16" })).toThrow("InvalidVpc.Range");
  });

  it.each([
    ["10.0.0.0/16", "172.16.0.0/16"],
    ["10.1.0.0/16", "10.0.0.0/16"],
    ["10.2.0.0/16", "198.19.0.0/16"],
    ["172.20.0.0/16", "172.31.0.0/16"],
    ["198.19.0.0/16", "10.0.0.0/16"],
    ["100.64.0.0/16", "192.168.0.0/16"],
  ])("refuses to add to the VPC %s the block %s", (first, cidrBlock) => {
    const vpc = account.create(VPC, "vpc", { cidrBlock: first });
    expect(account.creating(ASSOCIATION, { vpcId: vpc.id, cidrBlock })).toThrow("is restricted");
  });

  it.each([
    ["10.2.0.0/16", "10.0.0.0/16"],
    ["10.0.0.0/16", "100.64.0.0/16"],
    ["172.20.0.0/16", "172.21.0.0/16"],
    ["198.19.0.0/16", "100.64.0.0/16"],
    ["100.64.0.0/16", "100.65.0.0/16"],
  ])("adds to the VPC %s the block %s", (first, cidrBlock) => {
    const vpc = account.create(VPC, "vpc", { cidrBlock: first });
    expect(account.creating(ASSOCIATION, { vpcId: vpc.id, cidrBlock })).not.toThrow();
  });

  it("refuses routes to addresses that AWS services use", () => {
    const route = { routeTableId: account.table.id, gatewayId: account.gateway.id };
    const to = (destinationCidrBlock: string): (() => void) =>
      account.creating("aws:ec2/route:Route", { ...route, destinationCidrBlock });
    expect(to("169.254.169.254/32")).toThrow("is reserved for AWS services");
    expect(to("169.254.0.0/16")).not.toThrow();
  });

  it("accepts at most 16 KB of user data, and 20,480 characters of an endpoint policy", () => {
    const template = (bytes: number): Props => ({ userData: Buffer.alloc(bytes).toString("base64") });
    const refusals = tableFor("aws:ec2/launchTemplate:LaunchTemplate")?.refusals;
    expect(refusals?.(request(template(16_384)))).toEqual([]);
    expect(refusals?.(request(template(16_385)))).toEqual([
      "InvalidUserData.Malformed: User data is limited to 16384 bytes",
    ]);
    const endpoint = { vpcId: account.vpc.id, serviceName: "com.amazonaws.eu-west-1.s3", vpcEndpointType: "Gateway" };
    expect(account.creating("aws:ec2/vpcEndpoint:VpcEndpoint", { ...endpoint, policy: "x".repeat(20_481) })).toThrow(
      "InvalidPolicyDocument",
    );
  });

  it("accepts at most 1,000 domains in a list of a DNS Firewall", () => {
    const domains = Array.from({ length: 1001 }, (_, index) => `d${index}.example.com`);
    const list = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
    expect(account.creating(list, { domains })).toThrow("at most 1000 domains for each request");
    expect(account.creating(list, { domains: domains.slice(1) })).not.toThrow();
  });
});
