import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INSTANCE = "aws:ec2/instance:Instance";
const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const VOLUME = "aws:ebs/volume:Volume";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";

/** A network with resources that controllers create for a cluster. */
function busyCloud(): { cloud: Cloud; ids: Readonly<Record<string, string>> } {
  const cloud = new Cloud(new World());
  const make = (type: string, inputs: Record<string, unknown>): string => cloud.create(type, type, inputs, SCOPE).id;
  const vpcId = make(VPC, { cidrBlock: "10.0.0.0/16" });
  const subnetId = make(SUBNET, { vpcId, cidrBlock: "10.0.0.0/24", availabilityZone: "eu-west-1a" });
  const gateway = make(GATEWAY, { vpcId });
  const group = make(GROUP, { vpcId, name: "k8s" });
  const balancer = make(BALANCER, { name: "web", subnets: [subnetId], securityGroups: [group], internal: false });
  const instance = make(INSTANCE, { subnetId, vpcSecurityGroupIds: [group] });
  const attached = { attachedTo: instance };
  const card = make(INTERFACE, { subnetId, securityGroups: [group], ...attached });
  const volume = make(VOLUME, { size: 20, ...attached });
  return { cloud, ids: { subnetId, gateway, group, balancer, instance, card, volume } };
}

describe("resources of controllers in the sandbox", () => {
  it.each([
    [SUBNET, "subnetId", "DependencyViolation: The subnet"],
    [GROUP, "group", "DependencyViolation: The security group"],
    [GATEWAY, "gateway", "some mapped public address(es)"],
    [INTERFACE, "card", "InvalidNetworkInterface.InUse: the interface"],
    [VOLUME, "volume", "VolumeInUse: the volume"],
  ])("prevent a deletion: %s", (type, key, refusal) => {
    const { cloud, ids } = busyCloud();
    expect(() => {
      cloud.delete(type, ids[key] ?? "");
    }).toThrow(refusal);
  });

  it("can be deleted after the resources that use them", () => {
    const { cloud, ids } = busyCloud();
    for (const [type, key] of [
      [BALANCER, "balancer"],
      [INSTANCE, "instance"],
      [INTERFACE, "card"],
      [VOLUME, "volume"],
      [GROUP, "group"],
      [GATEWAY, "gateway"],
      [SUBNET, "subnetId"],
    ] as const) {
      cloud.delete(type, ids[key] ?? "");
    }
    expect(cloud.world.objects.map(({ type }) => type)).toEqual([VPC]);
  });

  it.each([
    [INSTANCE, { subnetId: "subnet-none" }],
    [INTERFACE, { subnetId: "subnet-none" }],
    [BALANCER, { subnets: ["subnet-none"] }],
  ])("need an existing subnet: %s", (type, inputs) => {
    expect(() => busyCloud().cloud.create(type, "x", inputs, SCOPE)).toThrow("'subnet-none' does not exist");
  });
});
