import type { Alarm } from "./alarms";

/** The resource whose metric an alarm evaluates. */
export type MonitoredResource =
  | { readonly kind: "account" }
  | { readonly kind: "cluster" }
  | { readonly kind: "nat-gateway"; readonly zone: string }
  | { readonly kind: "backup-vault" }
  | { readonly kind: "second-region-vault" }
  | { readonly kind: "file-system"; readonly key: string }
  | { readonly kind: "load-balancer"; readonly key: string }
  | { readonly kind: "target-group"; readonly key: string; readonly targetGroup: string }
  | { readonly kind: "certificate"; readonly key: string };

export interface ResourceAlarm {
  /** Last part of the alarm's name. */
  readonly key: string;
  readonly alarm: Alarm;
  readonly resource: MonitoredResource;
}
