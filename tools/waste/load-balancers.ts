import { z } from "zod";

import type { LoadBalancerResource } from "../../domain/waste/resources";
import type { Tags } from "../../domain/tags/tags";
import { ask, type Scope } from "./ask";
import { tagList, time } from "./fields";

/** Load balancers of one request: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
const MOST_TAGGED = 20;

const loadBalancers = z.object({
  LoadBalancers: z.array(
    z.object({ LoadBalancerArn: z.string(), LoadBalancerName: z.string(), Type: z.string(), CreatedTime: time }),
  ),
});
const tagDescriptions = z.object({
  TagDescriptions: z.array(z.object({ ResourceArn: z.string(), Tags: tagList })),
});
const targetGroups = z.object({
  TargetGroups: z.array(z.object({ TargetGroupArn: z.string(), LoadBalancerArns: z.array(z.string()).default([]) })),
});
const targetHealth = z.object({ TargetHealthDescriptions: z.array(z.unknown()) });

/** Application, Network and Gateway Load Balancers, with the number of their targets, healthy or not. */
export async function readLoadBalancers(scope: Scope): Promise<readonly LoadBalancerResource[]> {
  const { LoadBalancers } = await ask(scope, ["elbv2", "describe-load-balancers"], loadBalancers);
  if (LoadBalancers.length === 0) return [];
  const tags = await tagsOf(
    LoadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn),
    scope,
  );
  const targets = await targetsByLoadBalancer(scope);
  return LoadBalancers.map((each) => ({
    type: "load balancer",
    id: each.LoadBalancerArn,
    tags: tags.get(each.LoadBalancerArn) ?? {},
    created: each.CreatedTime,
    name: each.LoadBalancerName,
    kind: each.Type,
    targets: targets.get(each.LoadBalancerArn) ?? 0,
  }));
}

async function tagsOf(arns: readonly string[], scope: Scope): Promise<ReadonlyMap<string, Tags>> {
  const found = new Map<string, Tags>();
  for (let first = 0; first < arns.length; first += MOST_TAGGED) {
    const args = ["elbv2", "describe-tags", "--resource-arns", ...arns.slice(first, first + MOST_TAGGED)];
    const { TagDescriptions } = await ask(scope, args, tagDescriptions);
    for (const { ResourceArn, Tags } of TagDescriptions) found.set(ResourceArn, Tags);
  }
  return found;
}

/** The number of registered targets by the ARN of their load balancer. */
export async function targetsByLoadBalancer(scope: Scope): Promise<ReadonlyMap<string, number>> {
  const { TargetGroups } = await ask(scope, ["elbv2", "describe-target-groups"], targetGroups);
  const counts = new Map<string, number>();
  for (const { TargetGroupArn, LoadBalancerArns } of TargetGroups) {
    // AWS asks for the health of one group at a time; a group without a load balancer needs none.
    if (LoadBalancerArns.length === 0) continue;
    const args = ["elbv2", "describe-target-health", "--target-group-arn", TargetGroupArn];
    const { TargetHealthDescriptions } = await ask(scope, args, targetHealth);
    for (const arn of LoadBalancerArns) counts.set(arn, (counts.get(arn) ?? 0) + TargetHealthDescriptions.length);
  }
  return counts;
}
