import type * as pulumi from "@pulumi/pulumi";

import { canaryName } from "../../domain/monitoring/canary";
import { type CanariesArgs, createCanaries } from "./canary";
import type { TopicArns } from "./log-alarm";
import { createSloAlarms, type SloAlarmsArgs } from "./slo-alarms";
import { createTrailAlarms, type TrailAlarmsArgs } from "./trail-alarms";

export interface ObservabilityArgs {
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Omitted: no alarms on the events of CloudTrail. */
  readonly trail?: Omit<TrailAlarmsArgs, "platformName">;
  readonly slos: SloAlarmsArgs["slos"];
  readonly canaries: CanariesArgs["canaries"];
  readonly storage: { readonly logBucketName: pulumi.Input<string> };
  /** Log group of the trail of this stack. */
  readonly account: { readonly trailLogGroupName: pulumi.Output<string> | undefined };
}

/**
 * Creates what the stack measures beyond its own resources.
 *
 * @param topicArns undefined without alarms
 */
export function createObservability(
  parent: pulumi.Resource,
  name: string,
  args: ObservabilityArgs,
  topicArns: TopicArns | undefined,
): void {
  const { platformName, accountId, region, account, trail, slos, canaries, storage } = args;
  if (topicArns === undefined) return;
  if (trail !== undefined) {
    createTrailAlarms(parent, name, { platformName, ...trail }, account.trailLogGroupName, topicArns);
  }
  const withObjective = Object.values(slos).flatMap(({ canary }) => canary ?? []);
  const place = { platformName, accountId, region, logBucketName: storage.logBucketName };
  createCanaries(parent, name, { ...place, canaries, withObjective }, topicArns);
  const nameOf = (key: string): string => canaryName(platformName, key);
  createSloAlarms(parent, name, { platformName, slos, canaryName: nameOf }, topicArns);
}
