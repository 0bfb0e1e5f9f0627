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
        description: "Service account whose pods get the rights.",
        examples: ["uploader"],
      }),
      policyArns: distinct(
        policyArn.meta({
          examples: ["arn:aws:iam::111122223333:policy/uploads"],
        }),
      )
        .default([])
        .meta({
          description: "IAM policies of a role that the platform makes, and that only these pods can take on.",
          examples: [["arn:aws:iam::111122223333:policy/uploads"]],
        }),
      roleArn: roleArn.exactOptional().meta({
        description:
          "A role of the account that is there already, in place of policyArns; it must trust pods.eks.amazonaws.com.",
        examples: ["arn:aws:iam::111122223333:role/uploader"],
      }),
      targetRoleArn: roleArn.exactOptional().meta({
        description:
          "Role, of another account too, that pods end up with: EKS takes it on by the first one. Default none. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html",
        examples: ["arn:aws:iam::444455556666:role/reports"],
      }),
      sessionTags: z.boolean().default(true).meta({
        description:
          "Whether sessions carry cluster, namespace and service account as tags, for conditions in policies. Default true; false where a role's policies leave no room for them. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html",
      }),
    }),
  )
  .default({})
  .meta({
    description:
      "Rights of pods at AWS, by EKS Pod Identity. Free; not for pods on Fargate. https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
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
