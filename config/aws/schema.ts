import { z } from "zod";
import { policyArn } from "../schema/arns";
import { text } from "../schema/fields";

const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;

/** The components write ARNs of the partition `aws`; China and GovCloud are other partitions. */
const REGION = /^(?!cn-|us-gov-|us-iso|eusc-)[a-z]{2}(-[a-z]+)+-\d$/;

export const awsSchema = z
  .strictObject({
    region: text(REGION, "a Region of the partition aws, such as eu-west-1").meta({
      description:
        "AWS Region. A change replaces everything. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html",
      examples: ["eu-west-1"],
    }),
    accountId: text(/^\d{12}$/, "twelve digits, in quotes").meta({
      description:
        "ID of the AWS account of the stack, in quotes, because YAML reads an unquoted number without leading zeros. The provider refuses credentials of another account.",
      examples: ["111122223333"],
    }),
    secondRegion: text(REGION, "a Region of the partition aws, such as eu-central-1")
      .exactOptional()
      .meta({
        description:
          "AWS Region for copies that storage, backup and account configure. Transfer between Regions costs $0.02 per GB in most Regions. Default: none, so no data leaves the Region. A change would replace the copies, so it is an error while copies exist. https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer",
        examples: ["eu-central-1"],
      }),
    organizationId: text(ORGANIZATION_ID, "the ID of an organization, such as o-a1b2c3d4e5")
      .exactOptional()
      .meta({
        description:
          "ID of the AWS organization of the account. Policies that restrict access to the organization use it. Default: none; these policies restrict access to the account. https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html",
        examples: ["o-a1b2c3d4e5"],
      }),
    permissionsBoundaryArn: policyArn.exactOptional().meta({
      description:
        "ARN of an IAM policy that is the permissions boundary of every role of the stack, for accounts in which roles may be created only with a boundary. The policy must allow what the roles need, or EKS, nodes and add-ons fail. $0. Default: none. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
      examples: ["arn:aws:iam::111122223333:policy/boundary"],
    }),
  })
  .meta({ description: "AWS account and Region of the stack." });
