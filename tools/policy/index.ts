import path from "node:path";

/** Folder of the policy pack, which the Pulumi CLI runs with the Node.js language host of a complete installation. */
export const POLICY_PACK = path.resolve(__dirname, "../../policy");

/** The same pack as a program that the engine starts by its path, for rehearsals, which have no language host. */
export const POLICY_PACK_PLUGIN = path.join(__dirname, "pack-plugin");

/** Settings of the pack that change nothing. */
const NO_SETTINGS = path.join(__dirname, "no-settings.json");

/**
 * Pulumi's options that run the policy pack. Packs of the user run beside it.
 *
 * @param passedOn arguments of the user for Pulumi
 */
export function policyOptions(passedOn: readonly string[] = []): readonly string[] {
  const packs = valuesOf("--policy-pack", passedOn);
  if (packs.some((pack) => path.resolve(pack) === POLICY_PACK)) return [];
  const settings = valuesOf("--policy-pack-config", passedOn);
  // Pulumi assigns files with settings to packs by their order, and accepts as many as packs only. With one more than the
  // user has packs, the first is for this pack.
  const own = settings.length > 0 && settings.length === packs.length ? ["--policy-pack-config", NO_SETTINGS] : [];
  return ["--policy-pack", POLICY_PACK, ...own];
}

/** The values of an option that may be repeated: `--name value` or `--name=value`. */
function valuesOf(option: string, args: readonly string[]): readonly string[] {
  return args.flatMap((argument, index) => {
    if (argument === option) return args[index + 1] ?? [];
    return argument.startsWith(`${option}=`) ? argument.slice(option.length + 1) : [];
  });
}
