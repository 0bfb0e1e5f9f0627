import { z } from "zod";
import { text } from "../../schema/fields";
import { labelValue, qualifiedName } from "./node-groups-schema";

const selectorSchema = z.strictObject({
  namespace: text(/^[a-z0-9*?]([-a-z0-9*?]{0,61}[a-z0-9*?])?$/, "a namespace's name, in which * and ? may stand").meta({
    description: "Namespace of the pods. * stands for any text, ? for any one character.",
    examples: ["batch"],
  }),
  labels: z
    .record(qualifiedName, labelValue.meta({ examples: ["fargate"] }))
    .default({})
    .meta({
      description:
        "Labels that a pod must have, all of them; five unless AWS has raised the quota. Default: none, every pod of the namespace.",
      examples: [{ runtime: "fargate" }],
    }),
});

export const fargateProfilesSchema = z
  .record(
    text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, a letter first"),
    z.strictObject({
      selectors: z
        .array(selectorSchema)
        .min(1)
        .meta({
          description:
            "What a pod must match, one of them; five unless AWS has raised the quota. https://docs.aws.amazon.com/general/latest/gr/eks.html#limits_eks",
          examples: [[{ namespace: "batch" }]],
        }),
    }),
  )
  .default({})
  .meta({
    description:
      "Pods that run on Fargate instead of nodes, by profile. Paid by the pod's CPU and memory. Such pods have no Pod Identity, EBS volumes or network policies. A change replaces the profile and stops its pods. https://docs.aws.amazon.com/eks/latest/userguide/fargate.html",
    examples: [{ batch: { selectors: [{ namespace: "batch" }] } }],
  });
