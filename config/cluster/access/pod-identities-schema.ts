import { z } from "zod";
import { policyArn, roleArn } from "../../schema/arns";
import { distinct, text } from "../../schema/fields";

const dnsLabel = (what: string): z.ZodString =>
  text(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, `the name of a ${what}: lowercase letters, digits and hyphens`);

export const podIdentitiesSchema = z
  .record(
    text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, a letter first"),
    z.strictObject({
      namespace: dnsLabel("namespace").meta({ description: "Namespace of the service account.", examples: ["web"] }),
      serviceAccount: dnsLabel("service account").meta({
        description: "Service account whose pods get the permissions.",
        examples: ["uploader"],
      }),
      policyArns: distinct(
        policyArn.meta({
          examples: ["arn:aws:iam::111122223333:policy/uploads"],
        }),
      )
        .default([])
        .meta({
          description: "IAM policies of a role that the stack creates for the pods of this service account.",
          examples: [["arn:aws:iam::111122223333:policy/uploads"]],
        }),
      roleArn: roleArn.exactOptional().meta({
        description:
          "An existing role of the account, instead of policyArns; its trust policy must allow pods.eks.amazonaws.com.",
        examples: ["arn:aws:iam::111122223333:role/uploader"],
      }),
      targetRoleArn: roleArn.exactOptional().meta({
        description:
          "Role whose credentials pods get; it may be in another account. EKS assumes it with the role of the association. Default: none. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html",
        examples: ["arn:aws:iam::444455556666:role/reports"],
      }),
      sessionTags: z.boolean().default(true).meta({
        description:
          "Whether sessions have tags for cluster, namespace and service account, which policies can use in conditions. Default: true. Set it to false if STS refuses sessions because tags and policies exceed the size limit. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html",
      }),
    }),
  )
  .default({})
  .meta({
    description:
      "AWS permissions of pods, by EKS Pod Identity. Not supported for pods on Fargate. Default: none. Free. https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
    examples: [
      {
        uploader: {
          namespace: "web",
          serviceAccount: "uploader",
          policyArns: ["arn:aws:iam::111122223333:policy/uploads"],
        },
      },
    ],
  });
