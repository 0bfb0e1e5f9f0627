import { z } from "zod";

import type { Tags } from "../../domain/tags/tags";
import type { Waste } from "../../domain/waste/waste";
import { ToolError } from "../terminal/tool";
import { ask, type Scope } from "./ask";

const created = z.object({ SnapshotId: z.string() });

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
 * since the report. A volume is deleted only once its snapshot is complete.
 *
 * @param tags of the snapshot: those that identify the stack
 */
export async function stop({ resource }: Waste, tags: Tags, scope: Scope): Promise<void> {
  switch (resource.type) {
    case "instance":
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
      await change(scope, ["ec2", "wait", "snapshot-completed", "--snapshot-ids", SnapshotId]);
      await change(scope, ["ec2", "delete-volume", "--volume-id", resource.id]);
      return;
    }
    case "address":
      await change(scope, ["ec2", "release-address", "--allocation-id", resource.id]);
      return;
    case "load balancer":
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

/** Runs a command whose output is not read. */
async function change(scope: Scope, args: readonly string[]): Promise<void> {
  await ask(scope, args, z.unknown());
}

function list(tags: Tags): readonly object[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
