import { stackOf } from "../../config/source/project-files";
import { hasExpired, isForStack, type Waiver } from "../../domain/policy/waiver";
import { checkFile } from "../config/check-file";
import type { Target } from "../terminal/target";
import type { Circumstances } from "./outcomes";

/** What the stack file and the waivers say about rules. */
export function circumstancesOf(
  { directory, file }: Target,
  waivers: readonly Waiver[],
  today: Date,
): { readonly environment: string | undefined; readonly circumstances: Circumstances } {
  const { config } = checkFile(directory, stackOf(file), today).verdict;
  const environment = config?.environment;
  const tags = config === undefined ? {} : { required: config.tags.required, keys: config.tags.keys };
  return {
    environment,
    circumstances: {
      waivers: waivers.filter((waiver) => isForStack(waiver, stackOf(file)) && !hasExpired(waiver, today)),
      settingsOf: (rule) => ({
        ...(environment === undefined ? {} : { environment }),
        ...(rule === "required-tags" ? tags : {}),
      }),
      today,
    },
  };
}
