import { z } from "zod";
import { LEVELS, RULE_LEVELS } from "../../domain/policy/levels";

export const policySchema = z
  .strictObject({
    level: z
      .enum(LEVELS)
      .exactOptional()
      .meta({
        description:
          "mandatory: rules have the level that docs/reference/policy-rules.md lists, and a violation of a mandatory rule stops the preview or update. advisory: all rules only warn. Default: advisory in dev, mandatory in staging and prod.",
        examples: ["mandatory"],
      }),
    rules: z
      .record(z.string(), z.enum(RULE_LEVELS))
      .default({})
      .meta({
        description:
          "Levels of single rules by name, whatever `level` is; disabled turns a rule off. Names of your own rules begin with custom-. Default: none. For single resources, use policy/waivers.yaml.",
        examples: [{ "bucket-versioning": "mandatory" }],
      }),
  })
  .meta({ description: "Levels of the rules of the policy pack, which previews and updates run (docs/policy.md)." });
