import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";

import { type PerimeterArgs, interfacePolicy } from "./endpoint-policy";
import type { NetworkScope } from "./scope";
import type { RoutedSubnet } from "./subnets";

export interface InterfaceEndpointsArgs extends PerimeterArgs {
  readonly podCidr?: string;
  /** Services by the last part of their name, `ecr.api`. Each costs $7.30 a month in each zone, and $0.01 per GB. */
  readonly interfaceEndpoints: { readonly services: readonly string[] };
}

/**
 * Interface endpoints: addresses of AWS services in the private subnets. With private DNS, the public domains of the
 * services resolve to them in the whole VPC, so callers need no configuration. All have the same security group.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export function createInterfaceEndpoints(
  scope: NetworkScope,
  args: InterfaceEndpointsArgs,
  privateSubnets: readonly RoutedSubnet[],
): readonly ec2.VpcEndpoint[] {
  const { services } = args.interfaceEndpoints;
  if (services.length === 0) return [];
  const { parent, name, platformName, vpcId } = scope;
  const securityGroup = createSecurityGroup(scope, args);
  return services.map((service) => {
    const policy = interfacePolicy(service, args);
    return new ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.${args.region}.${service}`,
        subnetIds: privateSubnets.map(({ subnet }) => subnet.id),
        securityGroupIds: [securityGroup.id],
        privateDnsEnabled: true,
        ...(policy === undefined ? {} : { policy }),
        tags: { Name: `${platformName}-${service}` },
      },
      { parent },
    );
  });
}

/** HTTPS from every CIDR block of the VPC, because pods call endpoints from their own address. No outbound traffic. */
function createSecurityGroup(
  { parent, name, platformName, vpcId, vpcCidr }: NetworkScope,
  { podCidr }: InterfaceEndpointsArgs,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(
    `${name}-endpoints`,
    {
      vpcId,
      description: "HTTPS from the VPC to its interface endpoints",
      tags: { Name: `${platformName}-endpoints` },
    },
    { parent },
  );
  const callers = { vpc: vpcCidr, ...(podCidr === undefined ? {} : { pods: podCidr }) };
  for (const [caller, cidrIpv4] of Object.entries(callers)) {
    new vpc.SecurityGroupIngressRule(
      `${name}-endpoints-${caller}`,
      {
        securityGroupId: group.id,
        description: `HTTPS from the ${caller} block`,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4,
        tags: { Name: `${platformName}-endpoints-${caller}` },
      },
      { parent },
    );
  }
  return group;
}
