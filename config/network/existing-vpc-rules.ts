import { edit, type Finding, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { REQUIRED_TIERS, TIERS, ZONE_LETTERS } from "../../domain/network/zones-and-tiers";
import type { Rule } from "../check/rule";

const EXISTING: Path = ["network", "existing"];
const SUBNETS: Path = [...EXISTING, "subnets"];
const ZONES: Path = ["network", "zones"];

/** Keys of `network` that are used with an existing VPC. */
const USED_KEYS = ["existing", "zones", "securityGroups"];

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html */
const existingVpcIsLeftAsItIs: Rule = function* ({ network }, { isWritten }) {
  if (network?.existing === undefined) return;
  for (const key of Object.keys(network).filter((name) => !USED_KEYS.includes(name))) {
    const path: Path = ["network", key];
    if (!isWritten(path)) continue;
    yield {
      code: "network/existing-vpc-unused-key",
      path,
      message: `\`${key}\` is not used with \`network.existing\`: the owner of the VPC manages it.`,
      because: [[...EXISTING, "vpcId"]],
      allowed: "only zones and securityGroups with existing",
      fix: [remove(path)],
    };
  }
};

const existingSubnetsAreInEveryZone: Rule = function* ({ network }) {
  if (network?.existing === undefined) return;
  const { zones, existing } = network;
  for (const tier of TIERS) {
    const subnets = existing.subnets[tier];
    const path: Path = [...SUBNETS, tier];
    if (subnets === undefined) {
      if (REQUIRED_TIERS.some((needed) => needed === tier)) {
        yield {
          code: "network/existing-vpc-missing-tier",
          path,
          message: `The cluster needs subnets of the tier \`${tier}\`.`,
          ...LOOK_UP,
        };
      }
      continue;
    }
    for (const zone of ZONE_LETTERS) {
      const id = subnets[zone];
      const place: Path = [...path, zone];
      const twin = ZONE_LETTERS.find((other) => other < zone && id !== undefined && subnets[other] === id);
      if (id === undefined && zones.includes(zone)) {
        yield {
          code: "network/existing-vpc-missing-subnet",
          path: place,
          message: "The tier needs a subnet in each of `network.zones`; this zone has none.",
          because: [ZONES],
          ...LOOK_UP,
        };
      } else if (id !== undefined && !zones.includes(zone)) {
        yield {
          code: "network/unused-zone",
          path: place,
          message: "The subnet is not used: `network.zones` does not contain this zone.",
          because: [ZONES],
          fix: [remove(place)],
        };
      } else if (twin !== undefined) {
        yield {
          code: "network/existing-vpc-duplicate-subnet",
          path: place,
          message: "Two zones have the same subnet, and a subnet lies in one Availability Zone.",
          because: [[...path, twin]],
          ...LOOK_UP,
        };
      }
    }
  }
};

/** Mount targets admit the blocks of the private subnets, which the stack file does not contain for existing subnets. */
const existingSubnetsHaveNoFileSystems: Rule = function* ({ network, storage }) {
  if (network?.existing === undefined) return;
  for (const key of Object.keys(storage?.fileSystems ?? {})) {
    const path: Path = ["storage", "fileSystems", key];
    yield {
      code: "network/existing-vpc-file-system",
      path,
      message:
        "A file system cannot be used with `network.existing`: its mount targets admit the blocks of the private subnets, which the stack does not know.",
      because: [[...EXISTING, "vpcId"]],
      allowed: "file systems only in a network that the stack creates",
      fix: [remove(path)],
    };
  }
};

/** No subnet ID can be proposed. */
const LOOK_UP: Pick<Finding, "allowed" | "fix"> = {
  allowed: "the ID of a subnet of the VPC in each zone",
  fix: [
    edit(
      "set the subnet ID that `aws ec2 describe-subnets --query 'Subnets[].[VpcId,AvailabilityZone,SubnetId,CidrBlock]' --region <region>` prints for the zone",
    ),
  ],
};

export const existingVpcRules: readonly Rule[] = [
  existingVpcIsLeftAsItIs,
  existingSubnetsAreInEveryZone,
  existingSubnetsHaveNoFileSystems,
];
