import { z } from "zod";
import { text } from "./fields";

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
  })
  .meta({ description: "Where the platform stands." });
