import { requireValue } from "../arguments";
import { UNKNOWN, differs, elements, isAbsent } from "../props";
import type { Rule } from "../rule";

const TYPES = ["aws:lb/loadBalancer:LoadBalancer"];
const DESYNC_MODES: readonly unknown[] = [undefined, "defensive", "strictest", UNKNOWN];

/** Rules about load balancers that the program creates; the AWS Load Balancer Controller creates those of Ingresses. */
export const loadBalancerRules: readonly Rule[] = [
  {
    name: "alb-drops-invalid-headers",
    description: "Application Load Balancers drop invalid headers",
    controls: ["ELB.4"],
    level: "advisory",
    types: TYPES,
    violations: (props) =>
      isApplication(props) && differs(props["dropInvalidHeaderFields"], true)
        ? ["Invalid headers reach the targets; set dropInvalidHeaderFields to true"]
        : [],
  },
  {
    name: "load-balancer-logs",
    description: "Load balancers write access logs",
    controls: ["ELB.5"],
    level: "advisory",
    types: TYPES,
    violations: requireValue("accessLogs.enabled", true, "Requests are not logged"),
  },
  {
    name: "alb-desync-mode",
    description: "Application Load Balancers handle ambiguous requests defensively",
    controls: ["ELB.12"],
    level: "advisory",
    types: TYPES,
    violations: (props) =>
      isApplication(props) && !DESYNC_MODES.includes(props["desyncMitigationMode"])
        ? ["Ambiguous requests reach the targets; set desyncMitigationMode to defensive"]
        : [],
  },
  {
    name: "load-balancer-zones",
    description: "Load balancers are in two Availability Zones or more",
    controls: ["ELB.13"],
    level: "advisory",
    types: TYPES,
    violations: ({ subnets, subnetMappings }) =>
      [subnets, subnetMappings].some((list) => list === UNKNOWN || (Array.isArray(list) && list.length > 1))
        ? []
        : ["The load balancer is in one Availability Zone; list a subnet of another zone"],
  },
];

function isApplication({ loadBalancerType }: Readonly<Record<string, unknown>>): boolean {
  return isAbsent(loadBalancerType) || elements([loadBalancerType]).includes("application");
}
