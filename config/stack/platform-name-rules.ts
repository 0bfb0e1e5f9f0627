import { refusalOfPlatformName } from "../../domain/platform-name";
import { edit } from "../diagnostics/finding";
import type { Rule } from "../check/rule";

/** The fix names no other name: it would be the name of another platform. */
const servicesAcceptPlatformName: Rule = function* ({ name, environment, storage }) {
  if (name === undefined || environment === undefined || storage === undefined) return;
  const hasRegistries = Object.keys(storage.registries).length > 0;
  const message = refusalOfPlatformName(`${name}-${environment}`, { hasRegistries });
  if (message === undefined) return;
  yield {
    code: "stack/refused-platform-name",
    path: ["name"],
    message,
    because: [["environment"]],
    allowed: "a name that AWS accepts for resource groups, buckets and repositories",
    fix: [edit("choose another `name`")],
  };
};

export const platformNameRules: readonly Rule[] = [servicesAcceptPlatformName];
