import { everyHas } from "../companions";
import { type Props, UNKNOWN, at, elements, isRecord } from "../props";
import type { Rule } from "../rule";

const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const VPC = "aws:ec2/vpc:Vpc";

/** Ports that may be open to the internet. */
const PUBLIC_PORTS: readonly unknown[] = [80, 443];

export const networkRules: readonly Rule[] = [
  {
    name: "no-world-open-ingress",
    description: "Only tcp 80 and tcp 443 are open to the internet",
    controls: ["EC2.13", "EC2.14", "EC2.18", "EC2.19", "EC2.53", "EC2.54", "CIS-AWS-6.3", "CIS-AWS-6.4"],
    level: "mandatory",
    types: [INGRESS_RULE, RULE, GROUP],
    violations: (props, type) =>
      ingress(props, type).flatMap(({ cidrs, protocol, fromPort, toPort }) => {
        const world = cidrs.filter((cidr) => String(cidr).endsWith("/0"));
        if (world.length === 0 || [protocol, fromPort, toPort].includes(UNKNOWN)) return [];
        if (protocol === "tcp" && fromPort === toPort && PUBLIC_PORTS.includes(fromPort)) return [];
        const ports =
          String(protocol) === "-1" ? "all ports" : `${String(protocol)} ${String(fromPort)}-${String(toPort)}`;
        return [`The rule opens ${ports} to ${world.join(", ")}; only tcp 80 and 443 may be open to the internet`];
      }),
  },
  {
    name: "default-security-group-empty",
    description: "The default security group of a VPC has no rules",
    controls: ["EC2.2", "CIS-AWS-6.5"],
    level: "mandatory",
    types: [DEFAULT_GROUP],
    violations: (props) =>
      ["ingress", "egress"].flatMap((direction) =>
        elements(props[direction]).length > 0 ? [`The default security group has ${direction} rules; remove them`] : [],
      ),
  },
  {
    name: "default-security-group-adopted",
    description:
      "The stack manages the default security group of every VPC, which otherwise allows traffic between its members",
    controls: ["EC2.2", "CIS-AWS-6.5"],
    level: "mandatory",
    stackViolations: everyHas(
      VPC,
      { type: DEFAULT_GROUP, pointer: "vpcId", key: "id" },
      "The stack does not manage the default security group of the VPC; add an ec2.DefaultSecurityGroup without rules",
    ),
  },
  {
    name: "vpc-flow-logs",
    description: "Every VPC has a flow log, of rejected traffic at least",
    controls: ["EC2.6", "CIS-AWS-4.7"],
    level: "mandatory",
    fix: "Set `network.flowLogs.traffic` to REJECT or ALL in the stack file",
    stackViolations: everyHas(
      VPC,
      {
        type: "aws:ec2/flowLog:FlowLog",
        pointer: "vpcId",
        key: "id",
        suffices: ({ props }) => props["trafficType"] !== "ACCEPT",
      },
      "The VPC has no flow log of rejected traffic",
    ),
  },
  {
    name: "no-public-ip-on-launch",
    description: "Subnets assign no public IP addresses at launch",
    controls: ["EC2.15"],
    level: "mandatory",
    types: ["aws:ec2/subnet:Subnet"],
    violations: (props) =>
      props["mapPublicIpOnLaunch"] === true
        ? ["Every instance gets a public IP address; set mapPublicIpOnLaunch to false"]
        : [],
  },
  {
    name: "no-public-database",
    description: "Databases have no public IP address",
    controls: ["RDS.2"],
    level: "mandatory",
    types: [
      "aws:docdb/clusterInstance:ClusterInstance",
      "aws:neptune/clusterInstance:ClusterInstance",
      "aws:rds/clusterInstance:ClusterInstance",
      "aws:rds/instance:Instance",
      "aws:redshift/cluster:Cluster",
    ],
    violations: ({ publiclyAccessible }) =>
      publiclyAccessible === true ? ["The database has a public IP address; set publiclyAccessible to false"] : [],
  },
];

interface Ingress {
  readonly cidrs: readonly unknown[];
  readonly protocol: unknown;
  readonly fromPort: unknown;
  readonly toPort: unknown;
}

/** Ingress permissions of the three resource types that have them. */
function ingress(props: Props, type: string): readonly Ingress[] {
  if (type === INGRESS_RULE) {
    const cidrs = [props["cidrIpv4"], props["cidrIpv6"]];
    return [
      { cidrs: elements(cidrs), protocol: props["ipProtocol"], fromPort: props["fromPort"], toPort: props["toPort"] },
    ];
  }
  if (type === RULE) return at(props, "type") === "ingress" ? [permission(props)] : [];
  return elements(props["ingress"]).filter(isRecord).map(permission);
}

function permission(props: Props): Ingress {
  const cidrs = [...elements(props["cidrBlocks"]), ...elements(props["ipv6CidrBlocks"])];
  return { cidrs, protocol: props["protocol"], fromPort: props["fromPort"], toPort: props["toPort"] };
}
