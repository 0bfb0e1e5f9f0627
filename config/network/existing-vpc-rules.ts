import { edit, type Finding, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { NEEDED_TIERS, TIERS, ZONE_LETTERS } from "../../domain/network/zones-and-tiers";
import type { Rule } from "../check/rule";

const EXISTING: Path = ["network", "existing"];
const SUBNETS: Path = [...EXISTING, "subnets"];
const ZONES: Path = ["network", "zones"];

/** What goes with a VPC that is there already. */
const STILL_OURS = ["existing", "zones", "securityGroups"];

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html */
const existingVpcIsLeftAsItIs: Rule = function* ({ network }, { isWritten }) {
  if (network?.existing === undefined) return;
  for (const key of Object.keys(network).filter((name) => !STILL_OURS.includes(name))) {
    const path: Path = ["network", key];
    if (!isWritten(path)) continue;
    yield {
      path,
      message: "Decides nothing about a VPC that is there already: that is for its owner.",
      because: [[...EXISTING, "vpcId"]],
      allowed: "zones and securityGroups beside existing",
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
      if (NEEDED_TIERS.some((needed) => needed === tier)) {
        yield { path, message: `The cluster needs the tier ${tier}.`, ...LOOK_UP };
      }
      continue;
    }
    for (const zone of ZONE_LETTERS) {
      const id = subnets[zone];
      const place: Path = [...path, zone];
      const twin = ZONE_LETTERS.find((other) => other < zone && id !== undefined && subnets[other] === id);
      if (id === undefined && zones.includes(zone)) {
        yield { path: place, message: "A tier needs a subnet in every zone.", because: [ZONES], ...LOOK_UP };
      } else if (id !== undefined && !zones.includes(zone)) {
        yield { path: place, message: "Not one of the zones.", because: [ZONES], fix: [remove(place)] };
      } else if (twin !== undefined) {
        yield { path: place, message: "One subnet for two zones.", because: [[...path, twin]], ...LOOK_UP };
      }
    }
  }
};

/** Mount targets let in the blocks of the private subnets, which are written nowhere for subnets that are there already. */
const existingSubnetsHaveNoFileSystems: Rule = function* ({ network, storage }) {
  if (network?.existing === undefined) return;
  for (const key of Object.keys(storage?.fileSystems ?? {})) {
    const path: Path = ["storage", "fileSystems", key];
    yield {
      path,
      message: "File systems need the blocks of the private subnets, which nobody here knows of an existing VPC.",
      because: [[...EXISTING, "vpcId"]],
      allowed: "file systems in a network of the stack's own",
      fix: [remove(path)],
    };
  }
};

/** Only the account can tell. */
const LOOK_UP: Pick<Finding, "allowed" | "fix"> = {
  allowed: "the id of a subnet of the VPC in each zone",
  fix: [edit("aws ec2 describe-subnets --query 'Subnets[].[VpcId,AvailabilityZone,SubnetId,CidrBlock]' tells it")],
};

export const existingVpcRules: readonly Rule[] = [
  existingVpcIsLeftAsItIs,
  existingSubnetsAreInEveryZone,
  existingSubnetsHaveNoFileSystems,
];
