import * as ec2 from "@pulumi/aws/ec2";

import { INTERNET } from "../../domain/network/address-ranges";
import type { NetworkScope } from "./scope";

/**
 * Adopts the default resources that AWS creates with every VPC, so that they have the platform's tags and Pulumi detects
 * drift. Every list is set, even empty ones, because drift of an omitted list is not detected. Deleting these resources
 * changes nothing; AWS deletes the defaults with the VPC.
 */
export function adoptDefaults(scope: NetworkScope, vpc: ec2.Vpc): void {
  emptyDefaultSecurityGroup(scope);
  emptyDefaultRouteTable(scope, vpc);
  keepDefaultNetworkAcl(scope, vpc);
}

/** Resources without a security group get this one, which allows no traffic (Security Hub EC2.2). */
function emptyDefaultSecurityGroup({ parent, name, platformName, vpcId }: NetworkScope): void {
  new ec2.DefaultSecurityGroup(
    `${name}-default`,
    { vpcId, ingress: [], egress: [], tags: { Name: `${platformName}-default` } },
    { parent },
  );
}

/**
 * The main route table applies to subnets without an association. All subnets of the stack have one, so it has no routes,
 * and a subnet that somebody adds cannot reach the internet.
 */
function emptyDefaultRouteTable({ parent, name, platformName }: NetworkScope, vpc: ec2.Vpc): void {
  new ec2.DefaultRouteTable(
    `${name}-default`,
    { defaultRouteTableId: vpc.defaultRouteTableId, routes: [], tags: { Name: `${platformName}-default` } },
    { parent },
  );
}

/**
 * The network ACL of all subnets keeps its default rules, which allow all traffic; security groups filter it. A network
 * ACL is stateless, so each rule would need another one for replies (Security Hub EC2.21 excludes the default ACL). The
 * rules cover IPv6 too, so they do not change when the VPC gets IPv6.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
 */
function keepDefaultNetworkAcl({ parent, name, platformName }: NetworkScope, vpc: ec2.Vpc): void {
  const everything = [
    { ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: INTERNET },
    { ruleNo: 101, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlock: "::/0" },
  ];
  new ec2.DefaultNetworkAcl(
    `${name}-default`,
    {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      ingress: everything,
      egress: everything,
      tags: { Name: `${platformName}-default` },
    },
    // AWS lists every subnet without another ACL here, and refuses to remove it.
    { parent, ignoreChanges: ["subnetIds"] },
  );
}
