import { z } from "zod";
import { policyArn } from "../schema/arns";
import { text } from "../schema/fields";

const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;

/** ARNs in the components name the partition `aws`; China and GovCloud are partitions of their own. */
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
        "AWS account that the stack belongs to, in quotes (YAML would drop a leading zero). The provider refuses credentials of any other account.",
      examples: ["111122223333"],
    }),
    secondRegion: text(REGION, "a Region of the partition aws, such as eu-central-1")
      .exactOptional()
      .meta({
        description:
          "AWS Region that takes the second copies which storage and backup ask for. Data moves there at the price of a transfer between Regions, $0.02 per GB in most. Default none: nothing leaves the Region. A change would replace the copies, and is refused while there are any. https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer",
        examples: ["eu-central-1"],
      }),
    organizationId: text(ORGANIZATION_ID, "an organization's id, such as o-a1b2c3d4e5")
      .exactOptional()
      .meta({
        description:
          "AWS Organization that the account belongs to: what policies limit to the organization takes it from here. Default none: such policies limit to the account. https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html",
        examples: ["o-a1b2c3d4e5"],
      }),
    permissionsBoundaryArn: policyArn.exactOptional().meta({
      description:
        "IAM policy that bounds what every role of the platform may do at most: for accounts that let others make roles only within such a boundary. It has to allow what the roles need; EKS, its nodes and its add-ons fail without. Default none: free. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
      examples: ["arn:aws:iam::111122223333:policy/boundary"],
    }),
  })
  .meta({ description: "Where the platform stands." });
