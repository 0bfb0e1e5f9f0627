import { Address4 } from "ip-address";

import { isRecord } from "../property-diff";
import type { World, WorldObject } from "../world";
import { EIP, NAT_GATEWAY, text } from "./ec2-objects";

/**
 * Why nodes cannot join their cluster. Without a private endpoint, they call the public one from the addresses of the NAT
 * gateways. https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html#modify-endpoint-access
 */
export function refuseLockedOutNodes(cluster: WorldObject | undefined, world: World): string[] {
  const vpc = cluster?.state["vpcConfig"];
  if (!isRecord(vpc) || vpc["endpointPrivateAccess"] !== false) return [];
  const blocks = Array.isArray(vpc["publicAccessCidrs"]) ? vpc["publicAccessCidrs"].map(String) : [];
  if (blocks.includes("0.0.0.0/0")) return [];
  const addresses = natAddresses(world);
  if (addresses.length > 0 && addresses.every((address) => isIn(blocks, address))) return [];
  const seen =
    addresses.length === 0 ? "the nodes have no NAT gateway" : `${addresses.join(", ")} not in publicAccessCidrs`;
  return [
    `NodeCreationFailure: Instances failed to join the kubernetes cluster: the API server has only a public endpoint, and ${seen}`,
  ];
}

function natAddresses(world: World): string[] {
  return [...world.ofType(NAT_GATEWAY), ...world.ofType(EIP)].flatMap(({ state }) => text(state, "publicIp") ?? []);
}

function isIn(blocks: readonly string[], address: string): boolean {
  return blocks
    .filter((block) => !block.includes(":"))
    .some((block) => new Address4(address).isInSubnet(new Address4(block)));
}
