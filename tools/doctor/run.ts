import { readFileSync } from "node:fs";

import { parse } from "yaml";

import { stackOf } from "../../config/source/project-files";
import { readProject } from "../rehearse/program";
import { stackWords } from "../state/describe";
import type { DeployedStack } from "../stacks/stacks";
import type { Target } from "../terminal/target";
import { checkAccount } from "./checks/account";
import { type Backend, checkBackend, findBackend } from "./checks/backend";
import { checkClock } from "./checks/clock";
import { checkCaller, checkCredentials, findCaller } from "./checks/credentials";
import { checkGitHub } from "./checks/github";
import { checkQuotas } from "./checks/quotas";
import { checkStackFile } from "./checks/stack-file";
import { checkSecretsProvider, checkState, type SecretsSettings } from "./checks/state";
import { checkTools } from "./checks/tools";
import type { Caller, Context } from "./context";
import type { Finding } from "./finding";
import type { Section } from "./render";

/**
 * Checks this machine and the stacks.
 *
 * @param deployed the stacks whose GitHub environments are checked
 */
export async function runDoctor(
  targets: readonly Target[],
  deployed: readonly DeployedStack[],
  context: Context,
): Promise<readonly Section[]> {
  const [caller, backend] = await Promise.all([findCaller(context), findBackend(context)]);
  const [tools, clock, credentials, state, github] = await Promise.all([
    checkTools(context),
    checkClock(context),
    checkCredentials(caller, context),
    checkBackend(backend, caller, context),
    checkGitHub(deployed, context),
  ]);
  const stacks = await Promise.all(targets.map((target) => checkStack(target, caller, backend, context)));
  return [{ title: "This machine", findings: [...tools, clock, ...credentials, ...state, ...github] }, ...stacks];
}

async function checkStack(target: Target, caller: Caller, backend: Backend, context: Context): Promise<Section> {
  const { finding, settings } = checkStackFile(target, context.now);
  const stack = stackOf(target.file);
  const words = stackWords(target);
  const id = { project: readProject(target.directory).name, stack, ...words };
  const findings: Finding[] = [
    finding,
    ...(settings === undefined ? [] : checkCaller(caller, settings, context.env)),
    checkSecretsProvider(secretsSettings(target.file), settings?.isProd ?? false, context.env),
    ...(await checkState(id, backend, caller, context)),
    ...(settings?.account === undefined
      ? []
      : await checkAccount({ ...settings, account: settings.account }, words, caller, context)),
    ...(settings === undefined ? [] : await checkQuotas(settings.needs, settings.aws.region, caller, context)),
  ];
  return { title: `Stack ${words.argument}`, findings };
}

/** A file that is not valid YAML is a finding of its own. */
function secretsSettings(file: string): SecretsSettings {
  try {
    return (parse(readFileSync(file, "utf8")) as SecretsSettings | null) ?? {};
  } catch {
    return {};
  }
}
