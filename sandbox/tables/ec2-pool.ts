import { Address4 } from "ip-address";

import { VPC, text } from "./ec2-objects";
import type { Props } from "../props";
import type { Request } from "./table";

/** The range of every simulated pool. A pool allocates its lowest free block; blocks of deleted VPCs are free again. */
const POOL = new Address4("10.128.0.0/9");

/** The lowest block of the requested length that no VPC of the pool has. */
export function blockFromPool({ inputs, id, world }: Request): string {
  const poolId = text(inputs, "ipv4IpamPoolId");
  const length = inputs["ipv4NetmaskLength"];
  if (poolId === undefined || typeof length !== "number") return "";
  const given = world
    .ofType(VPC, { ipv4IpamPoolId: poolId })
    .filter((vpc) => vpc.id !== id)
    .map(({ state }) => new Address4(text(state, "cidrBlock") ?? ""));
  const size = 1n << BigInt(32 - length);
  for (let start = POOL.bigInt(); ; start += size) {
    const block = new Address4(`${Address4.fromBigInt(start).correctForm()}/${length}`);
    if (!given.some((other) => block.isInSubnet(other) || other.isInSubnet(block))) return block.address;
  }
}

/** A block or a pool with a length: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html */
export function refusePool(inputs: Props): string[] {
  const [block, pool, length] = ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"].map((key) => inputs[key]);
  if (block === undefined && pool === undefined) {
    return ["MissingParameter: Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided."];
  }
  return [
    ...(block !== undefined && length !== undefined
      ? ["InvalidParameterCombination: cidrBlock conflicts with ipv4NetmaskLength"]
      : []),
    ...(length !== undefined && pool === undefined
      ? ["MissingParameter: ipv4NetmaskLength requires ipv4IpamPoolId"]
      : []),
    ...(typeof length === "number" && (length < 16 || length > 28)
      ? [`InvalidParameterValue: The netmask length '${length}' is invalid.`]
      : []),
  ];
}
