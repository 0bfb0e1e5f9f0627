import { z } from "zod";

import type { Kubectl } from "../kubectl/kubectl";
import { askAws } from "../terminal/aws";
import type { RunCommand } from "../terminal/command";
import { parseJson } from "../terminal/json";
import { ToolError } from "../terminal/tool";
import { controllerLabels, type Ingress, type Version } from "./ingress";

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/ */
const bindingList = z.object({
  items: z.array(
    z.object({
      spec: z.object({
        targetGroupARN: z.string().optional(),
        serviceRef: z.object({ name: z.string(), port: z.union([z.string(), z.number()]) }),
      }),
    }),
  ),
});

const targetGroups = z.object({ TargetGroups: z.array(z.object({ LoadBalancerArns: z.array(z.string()) })) });

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
const targetHealth = z.object({
  TargetHealthDescriptions: z.array(
    z.object({ TargetHealth: z.object({ State: z.string(), Reason: z.string().optional() }) }),
  ),
});

/** States of targets that may become healthy. */
const UNREADY = ["initial", "unhealthy", "unavailable"];

/** The target group of a version. */
export interface TargetGroup {
  readonly service: string;
  readonly arn: string;
  readonly region: string;
  /** Values of the dimensions of its metrics. */
  readonly dimensions: { readonly TargetGroup: string; readonly LoadBalancer: string };
}

/** Finds the target groups that the AWS Load Balancer Controller created for the versions of an Ingress. */
export async function findTargetGroups(
  ingress: Ingress,
  versions: readonly Version[],
  kubectl: Kubectl,
  run: RunCommand,
): Promise<readonly TargetGroup[]> {
  const selector = Object.entries(controllerLabels(ingress)).map(([key, value]) => `${key}=${value}`);
  const args = ["get", "targetgroupbindings.elbv2.k8s.aws", "--namespace", ingress.namespace];
  const { exitCode, stdout, stderr } = await kubectl([...args, "--selector", selector.join(","), "--output", "json"]);
  if (exitCode !== 0) throw new ToolError(`The target groups of the Ingress cannot be read:\n${stderr.trim()}`);
  const { items } = parseJson(stdout, bindingList, "The output of `kubectl get targetgroupbindings` has another form");
  return Promise.all(
    versions.map(async ({ service, port }) => {
      const bindings = items.filter(
        ({ spec: { serviceRef } }) => serviceRef.name === service && String(serviceRef.port) === port,
      );
      // Ingresses of a group have target groups of their own for the same Service, and the same labels.
      if (bindings.length > 1) {
        throw new ToolError(
          `The Ingress group has several target groups for the Service ${service}, so the metrics of ${ingress.name} are unknown: another Ingress of the group has the same Service. Give it a Service of its own.`,
        );
      }
      const arn = bindings[0]?.spec.targetGroupARN;
      if (arn === undefined) {
        throw new ToolError(
          `The AWS Load Balancer Controller has no target group for the Service ${service}. Its events contain the reason: kubectl describe ingress ${ingress.name} --namespace ${ingress.namespace}`,
        );
      }
      return targetGroupOf(service, arn, run);
    }),
  );
}

/** arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id> */
async function targetGroupOf(service: string, arn: string, run: RunCommand): Promise<TargetGroup> {
  const [, , , region = "", , resource = ""] = arn.split(":");
  const args = ["elbv2", "describe-target-groups", "--region", region, "--target-group-arns", arn];
  const answer = await askAws(args, targetGroups, run);
  const [loadBalancer = ""] = answer.TargetGroups.flatMap(({ LoadBalancerArns }) => LoadBalancerArns);
  const [, application] = /:loadbalancer\/(app\/.+)$/.exec(loadBalancer) ?? [];
  if (application === undefined) {
    throw new ToolError(`The target group of the Service ${service} belongs to no Application Load Balancer.`);
  }
  return { service, arn, region, dimensions: { TargetGroup: resource, LoadBalancer: application } };
}

/** Why a target group cannot get requests; undefined if all of its targets can, or `any` if one must be able to. */
export async function unreadyReason(
  { service, arn, region }: TargetGroup,
  needed: "all" | "any",
  run: RunCommand,
): Promise<string | undefined> {
  const args = ["elbv2", "describe-target-health", "--region", region, "--target-group-arn", arn];
  const answer = await askAws(args, targetHealth, run);
  const states = answer.TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth);
  if (states.length === 0) return `the Service ${service} has no targets`;
  const healthy = states.filter(({ State }) => State === "healthy").length;
  const unready = states.find(({ State }) => UNREADY.includes(State));
  if (healthy > 0 && (needed === "any" || unready === undefined)) return undefined;
  const { State, Reason } = unready ?? states[0] ?? { State: "unknown" };
  const reason = Reason === undefined ? State : `${State} (${Reason})`;
  return `${healthy} of ${states.length} targets of the Service ${service} are healthy, and one is ${reason}`;
}
