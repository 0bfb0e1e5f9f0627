import { z } from "zod";
import { distinct, text } from "../../schema/fields";

const registry = text(
  /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
  "a registry or a prefix of its repositories, such as public.ecr.aws/nginx",
);

export const admissionSchema = z
  .strictObject({
    action: z.enum(["deny", "warn"]).default("deny").meta({
      description:
        "What happens to images without a version, images of other registries, Services with externalIPs, and PodDisruptionBudgets that allow no disruption. deny: the API server refuses them. warn: it accepts them with a warning. Both are in the audit log. Default: deny. https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/",
    }),
    registries: distinct(registry.meta({ examples: ["public.ecr.aws/nginx"] }))
      .default([])
      .meta({
        description:
          "Registries, or prefixes of their repositories, that images may come from, besides the private registry of the account with its pull through caches (account.registry.pullThroughCaches). Default: no others.",
      }),
  })
  .prefault({})
  .meta({
    description:
      "ValidatingAdmissionPolicies for cluster.namespaces, in addition to Pod Security. The API server evaluates them itself, without a webhook.",
  });
