import type * as pulumi from "@pulumi/pulumi";

/** What every part of the network is built with. */
export interface NetworkScope {
  /** The network component, parent of every resource. */
  readonly parent: pulumi.Resource;
  /** Prefix of logical names. */
  readonly name: string;
  /** Prefix of `Name` tags, which tell the platforms of an account apart. */
  readonly platformName: string;
  readonly vpcId: pulumi.Input<string>;
  /** The VPC's block, whoever chose it. */
  readonly vpcCidr: pulumi.Output<string>;
}
