import type * as pulumi from "@pulumi/pulumi";

/** Values that every builder of the network needs. */
export interface NetworkScope {
  /** The network component, parent of every resource. */
  readonly parent: pulumi.Resource;
  /** Prefix of logical names. */
  readonly name: string;
  /** Prefix of `Name` tags, which distinguish the platforms of an account. */
  readonly platformName: string;
  readonly vpcId: pulumi.Input<string>;
  /** CIDR block of the VPC: from the stack file, or allocated by an IPAM pool. */
  readonly vpcCidr: pulumi.Output<string>;
}
