import { refusalOfPlatformName } from "../../domain/platform-name";
import { edit } from "../diagnostics/finding";
import type { Rule } from "../check/rule";

/** Another name is another platform, so which one to take is for its owner to say. */
const platformNameSuitsEveryService: Rule = function* ({ name, environment, storage }) {
  if (name === undefined || environment === undefined || storage === undefined) return;
  const hasRegistries = Object.keys(storage.registries).length > 0;
  const message = refusalOfPlatformName(`${name}-${environment}`, { hasRegistries });
  if (message === undefined) return;
  yield {
    path: ["name"],
    message,
    because: [["environment"]],
    allowed: "a name that AWS takes for resource groups, buckets and repositories",
    fix: [edit("choose another name")],
  };
};

export const platformNameRules: readonly Rule[] = [platformNameSuitsEveryService];
