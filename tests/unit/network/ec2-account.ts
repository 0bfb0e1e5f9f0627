import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import type { Props } from "../../../sandbox/props";
import { World, type WorldObject } from "../../../sandbox/world";

export const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
const EIP = "aws:ec2/eip:Eip";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";

/** A cloud with a VPC that has a public subnet, an internet gateway and a NAT gateway, and a second, empty VPC. */
export class Account {
  readonly cloud = new Cloud(new World());
  readonly vpc = this.create(VPC, "vpc", { cidrBlock: "10.0.0.0/16" });
  readonly other = this.create(VPC, "other", { cidrBlock: "10.1.0.0/16" });
  readonly subnet = this.create(SUBNET, "subnet", { vpcId: this.vpc.id, cidrBlock: "10.0.0.0/24" });
  readonly gateway = this.create(INTERNET_GATEWAY, "gateway", { vpcId: this.vpc.id });
  readonly table = this.create(ROUTE_TABLE, "table", { vpcId: this.vpc.id });
  readonly route = this.create(ROUTE, "route", {
    routeTableId: this.table.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: this.gateway.id,
  });
  readonly association = this.create(ASSOCIATION, "assoc", { subnetId: this.subnet.id, routeTableId: this.table.id });
  readonly address = this.create(EIP, "address", { domain: "vpc" });
  readonly nat = this.create(NAT_GATEWAY, "nat", { subnetId: this.subnet.id, allocationId: this.address.id });
  readonly group = this.create(SECURITY_GROUP, "group", { name: "nodes", vpcId: this.vpc.id });

  create(type: string, name: string, inputs: Props): WorldObject {
    return this.cloud.create(type, name, inputs, SCOPE);
  }

  /** For `toThrow`. */
  creating(type: string, inputs: Props): () => WorldObject {
    return () => this.create(type, "new", inputs);
  }

  /** For `toThrow`. */
  deleting({ type, id }: WorldObject): () => void {
    return () => {
      this.cloud.delete(type, id);
    };
  }
}
