import type { AccountSettings } from "./account";
import type { CallerSettings } from "./credentials";
import { ConfigError } from "../../../config";
import { stackArgument, stackOf } from "../../../config/source/project-files";
import { quotaNeeds, type QuotaNeed } from "../../../domain/quotas/quota-needs";
import { checkFile } from "../../config/check-file";
import { platformReference } from "../../rehearse/application";
import { readProject } from "../../rehearse/program";
import type { Target } from "../../terminal/target";
import { fail, type Finding, pass, skipped } from "../finding";

/** What the other checks read of a stack file. */
export interface StackSettings extends CallerSettings {
  readonly isProd: boolean;
  readonly needs: readonly QuotaNeed[];
  /** Omitted for a fleet and a bootstrap. */
  readonly account?: AccountSettings["account"];
}

export interface CheckedFile {
  readonly finding: Finding;
  /** Omitted if the file is invalid, or has values that only Pulumi can decrypt. */
  readonly settings?: StackSettings;
}

/** Checks the stack file of any of the three projects. A fleet and a bootstrap have no network and no cluster. */
export function checkStackFile({ directory, file }: Target, today: Date): CheckedFile {
  const check = "Stack file";
  const argument = stackArgument(directory, stackOf(file));
  const fix = `npm run config -- validate ${argument}`;
  const project = readProject(directory);
  try {
    if (platformReference({ name: stackOf(file), directory, project }) !== undefined) {
      return { finding: skipped(check, `only the program of the application ${project.name} knows its keys`) };
    }
    const { problems, settings } = read(directory, stackOf(file), today);
    if (problems > 0) return { finding: fail(check, `${problems} errors`, fix) };
    if (settings === undefined) return { finding: skipped(check, "its encrypted values are not read") };
    const { accountId, region } = settings.aws;
    return { finding: pass(check, `valid; account ${accountId}, ${region}`), settings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { finding: fail(check, error.message.split("\n")[0] ?? "", fix) };
  }
}

function read(
  directory: string,
  stack: string,
  today: Date,
): { readonly problems: number; readonly settings: StackSettings | undefined } {
  const { problems, config } = checkFile(directory, stack, today).verdict;
  if (config === undefined) return { problems: problems.length, settings: undefined };
  const settings = { aws: config.aws, isProd: config.environment === "prod", needs: [] };
  if (!("cluster" in config)) return { problems: 0, settings };
  return {
    problems: 0,
    settings: { ...settings, cluster: config.cluster, account: config.account, needs: quotaNeeds(config) },
  };
}
