import { stackOf } from "../../config/source/project-files";
import type { Waiver } from "../../domain/policy/waiver";
import { tagPolicyConfig } from "../../policy/rules/tagging";
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
  const settings = config === undefined ? {} : tagPolicyConfig(config.tags);
  return {
    environment,
    circumstances: {
      waivers,
      settingsOf: (rule) => ({ ...(environment === undefined ? {} : { environment }), ...settings[rule] }),
      today,
    },
  };
}
