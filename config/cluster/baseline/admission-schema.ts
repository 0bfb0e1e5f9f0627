import { z } from "zod";
import { distinct, text } from "../../schema/fields";

const registry = text(
  /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
  "a registry or part of one, such as public.ecr.aws/nginx",
);

export const admissionSchema = z
  .strictObject({
    action: z.enum(["deny", "warn"]).default("deny").meta({
      description:
        "What happens to images without a version, images of unknown registries, Services with externalIPs, and disruption budgets that let no pod go. Default deny: refused; warn: taken with a warning. Either way in the audit log. https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/",
    }),
    registries: distinct(registry.meta({ examples: ["public.ecr.aws/nginx"] }))
      .default([])
      .meta({
        description:
          "Registries, or parts of them, that images may come from. Default: the account's own alone, with what it caches of others (account.registry.pullThroughCaches).",
      }),
  })
  .prefault({})
  .meta({ description: "Rules for what runs in cluster.namespaces, beyond Pod Security; judged without a webhook." });
