import { UNKNOWN, elements, isRecord, type Props } from "../props";
import { ofType, pointsTo } from "../references";
import type { Rule } from "../rule";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const DEFAULT_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
const ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";

/** SSH and RDP. */
const ADMIN_PORTS = [22, 3389];
const IP_FAMILIES = ["cidrBlock", "ipv6CidrBlock"];

export const networkAclRules: readonly Rule[] = [
  {
    name: "network-acl-in-use",
    description: "Every network ACL has a subnet",
    controls: ["EC2.16"],
    level: "advisory",
    stackViolations: (resources) =>
      ofType(resources, ACL)
        .filter(({ props: { subnetIds = [] } }) => Array.isArray(subnetIds) && subnetIds.length === 0)
        .filter((acl) => !ofType(resources, ASSOCIATION).some((other) => pointsTo(other, "networkAclId", acl)))
        .map(({ urn }) => ({ urn, message: "The network ACL has no subnet; set subnetIds, or remove it" })),
  },
  {
    name: "network-acl-admin-ports",
    description: "Network ACLs, except the default one of a VPC, do not admit SSH and RDP from all addresses",
    controls: ["EC2.21", "CIS-AWS-6.2"],
    level: "advisory",
    types: [ACL],
    accepts: ({ type, props }) => type === DEFAULT_ACL && openPorts(props).length > 0,
    violations: (props) => {
      const open = openPorts(props);
      return open.length === 0
        ? []
        : [`All addresses reach port ${open.join(" and ")}; deny them with a lower rule number`];
    },
  },
];

function openPorts({ ingress }: Props): readonly number[] {
  const rules = elements(ingress).filter(isRecord);
  return ADMIN_PORTS.filter((port) => IP_FAMILIES.some((family) => admits(rules, family, port)));
}

/** The rule with the lowest number that concerns the port and all addresses decides. */
function admits(rules: readonly Readonly<Record<string, unknown>>[], family: string, port: number): boolean {
  const [first] = rules
    .filter((rule) => String(rule[family]).endsWith("/0") && concerns(rule, port))
    .sort((left, right) => Number(left["ruleNo"]) - Number(right["ruleNo"]));
  return first?.["action"] === "allow";
}

/** `-1` is all protocols, which have no ports; 6 is TCP. */
function concerns({ protocol, fromPort, toPort }: Readonly<Record<string, unknown>>, port: number): boolean {
  if ([protocol, fromPort, toPort].includes(UNKNOWN)) return false;
  if (["-1", "all"].includes(String(protocol))) return true;
  return ["6", "tcp"].includes(String(protocol)) && Number(fromPort) <= port && port <= Number(toPort);
}
