import { interfacePolicy } from "../../../components/network/endpoint-policy";
import { NETWORK_ARGS, compareNetworks, names, recordNetwork } from "./fixture";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const services = ["ecr.api", "eks-auth"];
const interfaceEndpoints = { services };

describe("interface endpoints", () => {
  it("are in every private subnet, with private DNS and one security group", async () => {
    const network = await recordNetwork({ interfaceEndpoints });
    const group = network.one(GROUP);
    for (const service of services) {
      const { policy, ...inputs } = network.one(ENDPOINT, `network-${service}`).inputs;
      expect(inputs).toEqual({
        vpcId: network.one(VPC).id,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.eu-west-1.${service}`,
        subnetIds: ["a", "b", "c"].map((zone) => network.one(SUBNET, `network-private-${zone}`).id),
        securityGroupIds: [group.id],
        privateDnsEnabled: true,
        tags: { Name: `groundwork-test-${service}` },
      });
      expect(policy).toBe(interfacePolicy(service, NETWORK_ARGS));
    }
  });

  it.each([
    ["the VPC", {}, { "network-endpoints-vpc": "10.0.0.0/16" }],
    [
      "the VPC and its pods",
      { podCidr: "100.64.0.0/16" },
      { "network-endpoints-vpc": "10.0.0.0/16", "network-endpoints-pods": "100.64.0.0/16" },
    ],
  ])("accept only HTTPS from %s", async (_, change, callers) => {
    const network = await recordNetwork({ interfaceEndpoints, ...change });
    const rules = network.ofType(INGRESS);
    expect(Object.fromEntries(rules.map(({ name, inputs }) => [name, inputs["cidrIpv4"]]))).toEqual(callers);
    for (const { inputs } of rules) {
      expect(inputs).toMatchObject({
        securityGroupId: network.one(GROUP).id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
    }
    expect(network.one(GROUP).inputs).not.toHaveProperty("egress");
  });

  it("exist before private workloads start", async () => {
    const network = await recordNetwork({ interfaceEndpoints });
    const waits = network.result.privateEgress.map((resource) => (resource as unknown as { __name: string }).__name);
    expect(waits).toEqual(expect.arrayContaining(["network-ecr.api", "network-eks-auth"]));
  });

  it("are not created by default, nor is their security group", async () => {
    const network = await recordNetwork();
    expect(names(network.ofType(ENDPOINT))).toEqual(["network-dynamodb", "network-s3"]);
    expect(network.ofType(GROUP)).toEqual([]);
  });

  it("can be added one by one without changing another resource", async () => {
    const [before, after] = [
      await recordNetwork({ interfaceEndpoints: { services: ["eks-auth"] } }),
      await recordNetwork({ interfaceEndpoints }),
    ];
    expect(compareNetworks(before, after)).toEqual({
      added: ["VpcEndpoint::network-ecr.api"],
      removed: [],
      changed: [],
    });
  });

  it("are updated in place when zones change", async () => {
    const [before, after] = [
      await recordNetwork({ interfaceEndpoints, zones: ["a", "b"] }),
      await recordNetwork({ interfaceEndpoints }),
    ];
    const { changed, removed } = compareNetworks(before, after);
    expect([...changed].sort()).toEqual(["VpcEndpoint::network-ecr.api", "VpcEndpoint::network-eks-auth"]);
    expect(removed).toEqual([]);
  });
});
