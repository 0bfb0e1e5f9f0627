import type { ResourceAlarm } from "./monitored-resource";
import type { Severity } from "./severity";

/**
 * A composite alarm, which notifies instead of its members: once when the first of them goes to ALARM, and not again for the
 * others. While the cause is in ALARM, the group of its effects does not notify.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
 */
export interface AlarmGroup {
  /** Last part of the composite alarm's name. */
  readonly key: string;
  readonly severity: Severity;
  /** Keys of the alarms. */
  readonly members: readonly string[];
  /** Key of the group whose faults cause those of this group. */
  readonly suppressedBy?: string;
  readonly description: string;
  readonly runbook: string;
}

/** Seconds that the effects wait for their cause: alarms on causes have up to 15 minutes of metrics, as those on effects. */
export const SUPPRESSION_WAIT_SECONDS = 300;
/** Seconds after the end of the cause in which its effects may end too. */
export const SUPPRESSION_EXTENSION_SECONDS = 900;

/** The group of the causes: faults of control plane, nodes and NAT gateways. */
const INFRASTRUCTURE = "infrastructure";

/** The groups of these alarms. Alarms in no group notify on their own, because no fault of the platform causes them. */
export function alarmGroups(alarms: readonly ResourceAlarm[]): readonly AlarmGroup[] {
  const keys = (isMember: (member: ResourceAlarm) => boolean): string[] =>
    alarms.filter(isMember).map(({ key }) => key);
  const named = (...names: string[]): string[] => keys(({ key }) => names.includes(key));
  const loadBalancers = alarms.flatMap(({ resource }) => (resource.kind === "load-balancer" ? [resource.key] : []));
  const groups: readonly AlarmGroup[] = [
    {
      key: INFRASTRUCTURE,
      severity: "P1",
      members: [
        ...named("api-errors", "failed-nodes", "heartbeat"),
        ...keys(({ alarm, resource }) => resource.kind === "nat-gateway" && alarm.severity === "P1"),
      ],
      description:
        "Control plane, nodes or NAT gateways are impaired, or CloudWatch gets no metrics; the alarms in ALARM name the cause",
      runbook: "infrastructure",
    },
    {
      key: "capacity",
      severity: "P1",
      members: named("unschedulable-pods", "node-cpu-critical", "node-memory-critical"),
      suppressedBy: INFRASTRUCTURE,
      description:
        "The nodes have no capacity left for pods: kubectl get pods -A --field-selector status.phase=Pending",
      runbook: "unschedulable-pods",
    },
    {
      key: "pods",
      severity: "P2",
      members: named("crash-loops", "oom-kills", "pending-pods"),
      suppressedBy: INFRASTRUCTURE,
      description: "Containers do not run: kubectl get pods -A shows which",
      runbook: "crash-loops",
    },
    ...[...new Set(loadBalancers)].map((loadBalancer): AlarmGroup => ({
      key: `load-balancer-${loadBalancer}`,
      severity: "P1",
      members: keys(
        ({ alarm, resource }) =>
          (resource.kind === "load-balancer" || resource.kind === "target-group") &&
          resource.key === loadBalancer &&
          alarm.severity === "P1",
      ),
      suppressedBy: INFRASTRUCTURE,
      description: "Users of a load balancer get server errors, or will soon: kubectl get ingress -A",
      runbook: "load-balancers",
    })),
  ];
  return groups.filter(({ members }) => members.length > 0);
}
