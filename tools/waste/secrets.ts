import { z } from "zod";

import type { SecretResource } from "../../domain/waste/resources";
import { ask, type Scope } from "./ask";
import { tagList, time } from "./fields";

const secrets = z.object({
  SecretList: z.array(
    z.object({
      Name: z.string(),
      CreatedDate: time.optional(),
      RotationEnabled: z.boolean().default(false),
      RotationRules: z.object({ AutomaticallyAfterDays: z.number().optional() }).default({}),
      LastRotatedDate: time.optional(),
      NextRotationDate: time.optional(),
      OwningService: z.string().optional(),
      Tags: tagList,
    }),
  ),
});

/** Names, tags and dates, and no value. AWS services rotate the secrets that they own. */
export async function readSecrets(scope: Scope): Promise<readonly SecretResource[]> {
  const { SecretList } = await ask(scope, ["secretsmanager", "list-secrets"], secrets);
  return SecretList.filter(({ OwningService }) => OwningService === undefined).map((secret) => ({
    type: "secret",
    id: secret.Name,
    tags: secret.Tags,
    created: secret.CreatedDate,
    ...(secret.RotationEnabled
      ? { rotatesEveryDays: secret.RotationRules.AutomaticallyAfterDays, nextRotation: secret.NextRotationDate }
      : {}),
    lastRotated: secret.LastRotatedDate,
  }));
}
