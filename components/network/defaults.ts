import * as ec2 from "@pulumi/aws/ec2";

import type { NetworkScope } from "./scope";

/**
 * Takes over what AWS makes along with every VPC, so that it carries the platform's tags and a change by hand is drift.
 * Everything is written out, empty lists too: what is left out would go unseen. Deleting these resources leaves the
 * objects as they are; they go with the VPC.
 */
export function adoptDefaults(scope: NetworkScope, vpc: ec2.Vpc): void {
  emptyDefaultSecurityGroup(scope);
  emptyDefaultRouteTable(scope, vpc);
  keepDefaultNetworkAcl(scope, vpc);
}

/** The group that AWS puts everything into that names none lets nothing through (Security Hub EC2.2). */
function emptyDefaultSecurityGroup({ parent, name, platformName, vpcId }: NetworkScope): void {
  new ec2.DefaultSecurityGroup(
    `${name}-default`,
    { vpcId, ingress: [], egress: [], tags: { Name: `${platformName}-default` } },
    { parent },
  );
}

/** The main table serves subnets that name none. Ours all do, so it leads nowhere, and a stray subnet stays inside. */
function emptyDefaultRouteTable({ parent, name, platformName }: NetworkScope, vpc: ec2.Vpc): void {
  new ec2.DefaultRouteTable(
    `${name}-default`,
    { defaultRouteTableId: vpc.defaultRouteTableId, routes: [], tags: { Name: `${platformName}-default` } },
    { parent },
  );
}

/**
 * The network ACL of all our subnets keeps the rules that AWS gives it: everything passes, security groups decide. It
 * has no memory of connections, so a rule here would have to let every answer through again (Security Hub EC2.21 leaves
 * the default ACL out). Both address families are listed, so nothing changes when the VPC gets IPv6.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
 */
function keepDefaultNetworkAcl({ parent, name, platformName }: NetworkScope, vpc: ec2.Vpc): void {
  const everything = [
    { ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" },
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
    // AWS lists every subnet here that has no other ACL, and the provider would try in vain to take them out.
    { parent, ignoreChanges: ["subnetIds"] },
  );
}
