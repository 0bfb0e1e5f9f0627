import { forEnvironment, perEnvironment } from "../environments";
import { UNKNOWN, isAbsent, peek } from "../props";
import { ofType, pointsTo } from "../references";
import type { Rule, StackResource, StackViolation } from "../rule";

const VPC = "aws:ec2/vpc:Vpc";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const EIP = "aws:ec2/eip:Eip";

/** The shortest prefix of a CIDR block of a VPC: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const WIDEST_VPC_BLOCK = { ipv4: 16, ipv6: 44 };

/** Types that attach an Elastic IP address by its allocation ID, at different depths. */
const ATTACH_ADDRESSES = [
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/eipAssociation:EipAssociation",
  "aws:lb/loadBalancer:LoadBalancer",
];

export const routingRules: readonly Rule[] = [
  {
    name: "eip-in-use",
    description: "Every Elastic IP address is attached",
    controls: ["EC2.12"],
    level: "mandatory",
    stackViolations: (resources) =>
      ofType(resources, EIP)
        .filter((address) => !isAttached(address, resources))
        .map(({ urn }) => ({
          urn,
          message: "The address is not attached to a NAT gateway, an instance or a network interface; remove it",
        })),
  },
  {
    name: "source-destination-check",
    description: "Instances and network interfaces check the source and destination of traffic",
    controls: ["EC2.180"],
    level: "advisory",
    types: ["aws:ec2/instance:Instance", "aws:ec2/networkInterface:NetworkInterface"],
    violations: ({ sourceDestCheck }) =>
      sourceDestCheck === false ? ["Traffic of other addresses passes; remove sourceDestCheck"] : [],
  },
  {
    name: "peering-route-narrow",
    description: "Routes to peered VPCs are not wider than a VPC can be",
    controls: ["CIS-AWS-6.6"],
    level: "advisory",
    types: ["aws:ec2/route:Route"],
    violations: ({ vpcPeeringConnectionId, destinationCidrBlock, destinationIpv6CidrBlock }) =>
      isAbsent(vpcPeeringConnectionId)
        ? []
        : [
            ...tooWide(destinationCidrBlock, WIDEST_VPC_BLOCK.ipv4),
            ...tooWide(destinationIpv6CidrBlock, WIDEST_VPC_BLOCK.ipv6),
          ],
  },
  {
    name: "transit-gateway-manual-accept",
    description: "Transit gateways accept no attachment of another account without approval",
    controls: ["EC2.23"],
    level: "advisory",
    types: ["aws:ec2transitgateway/transitGateway:TransitGateway"],
    violations: ({ autoAcceptSharedAttachments }) =>
      autoAcceptSharedAttachments === "enable"
        ? ["Attachments of other accounts are accepted; set autoAcceptSharedAttachments to disable"]
        : [],
  },
  {
    name: "vpc-interface-endpoints",
    description: "VPCs of prod have interface endpoints for the APIs of EC2, ECR and Systems Manager",
    controls: ["EC2.10", "EC2.55", "EC2.56", "EC2.57", "CIS-AWS-6.8"],
    level: "advisory",
    fix: "Add the services to `network.interfaceEndpoints` in the stack file",
    configSchema: {
      properties: {
        services: perEnvironment(
          "Services that need an interface endpoint, by environment. Default: ec2, ecr.api, ecr.dkr and ssm in prod.",
          { type: "array", items: { type: "string" } },
        ),
      },
    },
    stackViolations: (resources, config) => {
      const required =
        forEnvironment("services", { prod: ["ec2", "ecr.api", "ecr.dkr", "ssm"] }, resources, config) ?? [];
      return ofType(resources, VPC).flatMap((vpc): StackViolation[] => {
        const endpoints = ofType(resources, ENDPOINT).filter((endpoint) => pointsTo(endpoint, "vpcId", vpc));
        const missing = required.filter((service) => !endpoints.some((endpoint) => serves(endpoint, service)));
        const message = `Calls of ${missing.join(", ")} leave the VPC; add them to \`network.interfaceEndpoints.services\` in the stack file`;
        return missing.length === 0 ? [] : [{ urn: vpc.urn, message }];
      });
    },
  },
];

function isAttached({ urn, props }: StackResource, resources: readonly StackResource[]): boolean {
  const id = peek(props, "id");
  const isUsed = ofType(resources, ...ATTACH_ADDRESSES).some(
    (other) =>
      Object.values(other.sources).flat().includes(urn) ||
      (typeof id === "string" && JSON.stringify(other.props).includes(`"${id}"`)),
  );
  return isUsed || ![props["instance"], props["networkInterface"]].every(isAbsent);
}

function tooWide(block: unknown, limit: number): string[] {
  if (typeof block !== "string") return [];
  return Number(block.split("/")[1]) < limit
    ? [`The route sends ${block} to the peered VPC; route the CIDR blocks of that VPC only`]
    : [];
}

function serves({ props }: StackResource, service: string): boolean {
  return props["serviceName"] === UNKNOWN || String(props["serviceName"]).endsWith(`.${service}`);
}
