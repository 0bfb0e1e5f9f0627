import type { World, WorldObject } from "../world";
import {
  INSTANCE,
  LOAD_BALANCER,
  NETWORK_INTERFACE,
  SUBNET,
  VOLUME,
  ec2Arn,
  ec2Id,
  refuseMissing,
  text,
  vpcOf,
} from "./ec2-objects";
import type { Request, ServiceTable } from "./table";

/** Resources that Kubernetes controllers, not the program, create at AWS. They can block the deletion of other resources. */
export const ec2Machines: ServiceTable = {
  [INSTANCE]: {
    id: ec2Id("i"),
    outputs: { arn: ec2Arn("instance") },
    refusals: (request) => refuseMissing(request, "subnetId", SUBNET),
  },
  [NETWORK_INTERFACE]: {
    id: ec2Id("eni"),
    outputs: { arn: ec2Arn("network-interface") },
    refusals: (request) => refuseMissing(request, "subnetId", SUBNET),
    deleteRefusals: refuseAttached("InvalidNetworkInterface.InUse", "interface"),
  },
  [VOLUME]: {
    id: ec2Id("vol"),
    outputs: { arn: ec2Arn("volume") },
    deleteRefusals: refuseAttached("VolumeInUse", "volume"),
  },
  [LOAD_BALANCER]: {
    id: arn,
    outputs: {
      arn,
      vpcId: ({ inputs, world }) => vpcOf(world, SUBNET, subnets(inputs)[0]),
    },
    refusals: (request) => [
      ...subnets(request.inputs).flatMap((subnetId) =>
        refuseMissing({ ...request, inputs: { subnetId } }, "subnetId", SUBNET),
      ),
    ],
  },
};

function arn({ inputs, region, accountId, hex }: Request): string {
  const name = text(inputs, "name") ?? "load-balancer";
  return `arn:aws:elasticloadbalancing:${region}:${accountId}:loadbalancer/app/${name}/${hex(16)}`;
}

function subnets(inputs: Request["inputs"]): readonly string[] {
  const ids = inputs["subnets"];
  return Array.isArray(ids) ? ids.map(String) : [];
}

/** `attachedTo` is a property of the sandbox, which has no resource for an attachment. */
function refuseAttached(code: string, noun: string): (object: WorldObject, world: World) => string[] {
  return ({ id, state }, world) => {
    const holder = text(state, "attachedTo");
    if (holder === undefined || world.get(INSTANCE, holder) === undefined) return [];
    return [`${code}: the ${noun} ${id} is attached to ${holder}`];
  };
}
