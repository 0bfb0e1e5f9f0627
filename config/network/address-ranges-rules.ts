import { DOCKER_BRIDGE, LINK_LOCAL, PRIVATE_RANGES, RESERVED_FOR_SERVICES } from "../../domain/network/address-ranges";
import { contains, overlap } from "../../domain/network/cidr";
import { edit, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";
import { CHOOSE_BLOCK } from "./vpc-block-rules";

/** The block of the VPC, and its path in the stack file. */
function vpcBlock(network: ReadableParts["network"]): { block: string; path: Path } | undefined {
  const { existing, cidr } = network ?? {};
  if (existing !== undefined) return { block: existing.cidr, path: ["network", "existing", "cidr"] };
  return cidr === undefined ? undefined : { block: cidr, path: ["network", "cidr"] };
}

const vpcBlockCanBeAssigned: Rule = function* ({ network }) {
  const vpc = vpcBlock(network);
  if (vpc === undefined) return;
  if (overlap(vpc.block, LINK_LOCAL)) {
    yield {
      code: "network/link-local-cidr",
      path: vpc.path,
      message: `EC2 refuses a VPC block within the link-local range ${LINK_LOCAL}.`,
      allowed: "a private block, such as 10.0.0.0/16",
      fix: [
        network?.existing === undefined
          ? edit(CHOOSE_BLOCK)
          : edit(
              "set the block that `aws ec2 describe-vpcs --query 'Vpcs[].[VpcId,CidrBlock]' --region <region>` prints for the VPC",
            ),
      ],
    };
  } else if (overlap(vpc.block, DOCKER_BRIDGE)) {
    yield {
      code: "network/docker-bridge-cidr",
      path: vpc.path,
      message: `AWS advises against ${DOCKER_BRIDGE}: services such as AWS Cloud9 and Amazon SageMaker AI use it internally.`,
      allowed: "any other private block",
      ...(network?.existing === undefined ? { fix: [edit(CHOOSE_BLOCK)] } : {}),
      warning: true,
    };
  } else if (!PRIVATE_RANGES.some((range) => contains(range, vpc.block))) {
    yield {
      code: "network/public-cidr",
      path: vpc.path,
      message:
        "The block is not private: nodes and pods could not reach internet hosts with these addresses, because the VPC routes them to itself.",
      allowed: `a block within ${PRIVATE_RANGES.join(", ")}, unless the addresses are your own`,
      ...(network?.existing === undefined ? { fix: [edit(CHOOSE_BLOCK)] } : {}),
      warning: true,
    };
  }
};

/** EC2 refuses a route to addresses at which AWS services answer. */
const transitRoutesCanBeCreated: Rule = function* ({ network }) {
  for (const [index, block] of (network?.transitGateway?.destinations ?? []).entries()) {
    if (!contains(RESERVED_FOR_SERVICES, block)) continue;
    const path: Path = ["network", "transitGateway", "destinations", index];
    yield {
      code: "network/transit-destination-reserved",
      path,
      message: `EC2 refuses routes to ${RESERVED_FOR_SERVICES}, which is reserved for AWS services.`,
      allowed: `a block that is not within ${RESERVED_FOR_SERVICES}`,
      fix: [remove(path)],
    };
  }
};

export const addressRangesRules: readonly Rule[] = [vpcBlockCanBeAssigned, transitRoutesCanBeCreated];
