import { z } from "zod";
import { text } from "../../schema/fields";
import { labelValue, qualifiedName } from "./node-groups-schema";

const selectorSchema = z.strictObject({
  namespace: text(
    /^[a-z0-9*?]([-a-z0-9*?]{0,61}[a-z0-9*?])?$/,
    "the name of a namespace, with * and ? as wildcards",
  ).meta({
    description: "Namespace of the pods. * matches any text, ? any single character.",
    examples: ["batch"],
  }),
  labels: z
    .record(qualifiedName, labelValue.meta({ examples: ["fargate"] }))
    .default({})
    .meta({
      description:
        "Labels that a pod must have to match; up to five by default, more if AWS has raised the quota. Default: none, which matches every pod of the namespace.",
      examples: [{ runtime: "fargate" }],
    }),
});

export const fargateProfilesSchema = z
  .record(
    text(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, "2 to 24 lowercase letters, digits and hyphens, starting with a letter"),
    z.strictObject({
      selectors: z
        .array(selectorSchema)
        .min(1)
        .meta({
          description:
            "Selectors; a pod that matches one of them runs on Fargate. Up to five by default, more if AWS has raised the quota. https://docs.aws.amazon.com/general/latest/gr/eks.html#limits_eks",
          examples: [[{ namespace: "batch" }]],
        }),
    }),
  )
  .default({})
  .meta({
    description:
      "Fargate profiles: pods that run on Fargate instead of nodes. AWS charges for the CPU and memory of each pod. Pods on Fargate cannot use Pod Identity, EBS volumes or network policies. A change replaces the profile and stops its pods. https://docs.aws.amazon.com/eks/latest/userguide/fargate.html",
    examples: [{ batch: { selectors: [{ namespace: "batch" }] } }],
  });
