import { z } from "zod";
import { text } from "../schema/fields";

const typeToken = text(
  /^aws:[a-zA-Z0-9]+\/[a-zA-Z0-9]+:[A-Z][a-zA-Z0-9]*$/,
  "a resource type of the AWS provider as `pulumi preview --diff` shows it, such as aws:eks/nodeGroup:NodeGroup",
);

export const overridesSchema = z
  .record(
    z.string().min(1),
    z.strictObject({
      type: typeToken.meta({
        description: "Type of the resource. https://www.pulumi.com/registry/packages/aws/api-docs/",
        examples: ["aws:eks/nodeGroup:NodeGroup"],
      }),
      arguments: z.record(z.string(), z.unknown()).meta({
        description:
          "Arguments of the resource, merged over those of the platform: maps by key, lists as a whole. They are shown in previews, so they must not contain secrets.",
        examples: [{ forceUpdateVersion: true }],
      }),
    }),
  )
  .default({})
  .meta({
    description:
      "Arguments of single AWS resources that no other key sets, by the logical name of the resource: the last part of the URN in `pulumi preview`. Names and types of the arguments are checked against the provider's; Groundwork does not check the values otherwise. Default: none. https://www.pulumi.com/docs/iac/concepts/resources/names/#logicalname",
    examples: [
      { "cluster-nodes-system": { type: "aws:eks/nodeGroup:NodeGroup", arguments: { forceUpdateVersion: true } } },
    ],
  });
