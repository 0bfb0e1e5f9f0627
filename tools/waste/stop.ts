import { z } from "zod";

import type { Tags } from "../../domain/tags/tags";
import type { Waste } from "../../domain/waste/waste";
import { ToolError } from "../terminal/tool";
import { ask, type Scope } from "./ask";
import { targetsByLoadBalancer } from "./load-balancers";

const created = z.object({ SnapshotId: z.string() });
const listeners = z.object({ Listeners: z.array(z.unknown()).default([]) });
const instanceTypes = z.object({ InstanceTypes: z.array(z.object({ InstanceStorageSupported: z.boolean() })) });

/** The AWS CLI waits ten minutes for a snapshot; the first one of a large volume takes hours. */
const MOST_WAITS = 24;
const WAIT_ENDED = "Max attempts exceeded";

/** What a stop does, in words. */
export function describeStop({ resource, name }: Waste): string {
  const label = name === "" || name === resource.id ? resource.id : `${resource.id} (${name})`;
  if (resource.type === "instance") return `stop instance ${label}`;
  if (resource.type === "volume") return `take a snapshot of volume ${label}, and delete the volume`;
  if (resource.type === "address") return `release address ${label}`;
  return `delete ${resource.type} ${label}`;
}

/**
 * Stops or deletes a resource. EC2 refuses to delete a volume or network interface and to release an address that was attached
 * since the report; Elastic Load Balancing deletes load balancers with targets, so they are read again. A volume is deleted
 * only once its snapshot is complete.
 *
 * @param tags of the snapshot: those that identify the stack
 */
export async function stop({ resource }: Waste, tags: Tags, scope: Scope): Promise<void> {
  switch (resource.type) {
    case "instance":
      await requireNoLocalDisks(resource.instanceType, scope);
      await change(scope, ["ec2", "stop-instances", "--instance-ids", resource.id]);
      return;
    case "volume": {
      const { SnapshotId } = await ask(
        scope,
        [
          ...["ec2", "create-snapshot", "--volume-id", resource.id],
          ...["--description", `Last snapshot of ${resource.id} before npm run waste deleted it`],
          ...["--tag-specifications", JSON.stringify([{ ResourceType: "snapshot", Tags: list(tags) }])],
        ],
        created,
      );
      try {
        await waitForSnapshot(SnapshotId, scope);
        await change(scope, ["ec2", "delete-volume", "--volume-id", resource.id]);
      } catch (error) {
        throw error instanceof ToolError
          ? new ToolError(`${error.message}; the snapshot ${SnapshotId} is left`)
          : error;
      }
      return;
    }
    case "address":
      await change(scope, ["ec2", "release-address", "--allocation-id", resource.id]);
      return;
    case "load balancer":
      await requireNoTargets(resource.id, scope);
      await change(scope, ["elbv2", "delete-load-balancer", "--load-balancer-arn", resource.id]);
      return;
    case "network interface":
      await change(scope, ["ec2", "delete-network-interface", "--network-interface-id", resource.id]);
      return;
    case "snapshot":
    case "image":
    case "bucket":
    case "objects":
    case "secret":
      throw new ToolError(`The command cannot delete ${resource.type} ${resource.id}.`);
  }
}

/** Stopping an instance deletes the data of its instance store. */
async function requireNoLocalDisks(type: string, scope: Scope): Promise<void> {
  const args = ["ec2", "describe-instance-types", "--instance-types", type];
  const { InstanceTypes } = await ask(scope, args, instanceTypes);
  const [described] = InstanceTypes;
  if (described?.InstanceStorageSupported === false) return;
  throw new ToolError(`${type} may have local disks, whose data a stop deletes: stop the instance yourself`);
}

async function requireNoTargets(arn: string, scope: Scope): Promise<void> {
  const targets = (await targetsByLoadBalancer(scope)).get(arn);
  if (targets !== undefined && targets > 0) {
    throw new ToolError(`${targets} targets have been registered since the report`);
  }
  if (targets !== undefined) return;
  const { Listeners } = await ask(scope, ["elbv2", "describe-listeners", "--load-balancer-arn", arn], listeners);
  if (Listeners.length === 0) return;
  throw new ToolError(
    "its listeners forward to no target group, so it redirects or answers requests itself: delete it yourself",
  );
}

async function waitForSnapshot(id: string, scope: Scope): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await change(scope, ["ec2", "wait", "snapshot-completed", "--snapshot-ids", id]);
      return;
    } catch (error) {
      if (attempt === MOST_WAITS || !(error instanceof ToolError) || !error.message.includes(WAIT_ENDED)) throw error;
    }
  }
}

/** Runs a command whose output is not read. */
async function change(scope: Scope, args: readonly string[]): Promise<void> {
  await ask(scope, args, z.unknown());
}

function list(tags: Tags): readonly object[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
