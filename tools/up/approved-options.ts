import { UsageError } from "../terminal/tool";

/** Options of `pulumi up` that change neither the stack nor the update: what the terminal shows, and how much runs at once. */
const WITHOUT_VALUE = [
  ...["--yes", "-y", "--non-interactive", "--skip-preview", "-f", "--diff", "--json", "-j", "--emoji", "-e"],
  ...["--suppress-outputs", "--suppress-progress", "--suppress-permalink"],
  ...["--show-full-output", "--show-replacement-steps", "--show-sames", "--show-reads"],
];
const WITH_VALUE = ["--parallel", "-p", "--color", "--message", "-m"];

/**
 * Variables with which Pulumi finds backend, credentials and itself, or describes the run. A name that ends with an underscore
 * is the beginning of several.
 */
const NEUTRAL_VARIABLES = [
  ...["ACCESS_TOKEN", "API", "BACKEND_URL", "CONFIG_PASSPHRASE", "CONFIG_PASSPHRASE_FILE", "CONSOLE_DOMAIN"],
  ...["CREDENTIALS_PATH", "CREDENTIAL_HELPER", "CREDENTIAL_HELPER_ARGS", "CREDENTIAL_STORE", "DEFAULT_ORGANIZATION"],
  ...["CI_", "COMMIT_MESSAGE", "DISABLE_CI_DETECTION", "DIY_BACKEND_", "GIT_", "HOME", "LOG_ROTATION_", "PARALLEL"],
  ...["PR_NUMBER", "SKIP_UPDATE_CHECK", "SUPPRESS_NEO_LINK", "VCS_", "VERSION"],
];

/**
 * Refuses environment variables of Pulumi that could change an approved update, such as `PULUMI_CONTINUE_ON_ERROR`,
 * `PULUMI_OPTION_TARGET` and `PULUMI_DEBUG_PROVIDERS`: each option of Pulumi can be set by a variable.
 */
function requireNeutralEnvironment(env: Readonly<Record<string, string | undefined>>): void {
  const refused = Object.entries(env).flatMap(([name, value = ""]) =>
    name.startsWith("PULUMI_") && value !== "" && !isNeutral(name.slice("PULUMI_".length)) ? [name] : [],
  );
  if (refused.length === 0) return;
  throw new UsageError(
    `Environment variables could change the approved update: ${refused.sort().join(", ")}. Unset them. With --approved, the command accepts of Pulumi's variables only: ${NEUTRAL_VARIABLES.map((name) => `PULUMI_${name}${name.endsWith("_") ? "*" : ""}`).join(", ")}.`,
  );
}

function isNeutral(name: string): boolean {
  return NEUTRAL_VARIABLES.some((known) => (known.endsWith("_") ? name.startsWith(known) : name === known));
}

/**
 * Refuses arguments that would change an approved update, such as `--replace`, `--target` or `--config`. The preview that is
 * compared with the approved one is made without them. A list of accepted options also refuses those that Pulumi adds later.
 */
export function requireNeutralOptions(
  passedOn: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): void {
  requireNeutralEnvironment(env);
  for (let index = 0; index < passedOn.length; index += 1) {
    const argument = passedOn[index] ?? "";
    const [name = "", ...value] = argument.split("=");
    if (WITH_VALUE.includes(name)) {
      if (value.length === 0) index += 1;
      if (value.length > 0 || !(passedOn[index] ?? "-").startsWith("-")) continue;
      throw new UsageError(`The option ${name} needs a value.`);
    }
    if (!WITHOUT_VALUE.includes(name)) {
      throw new UsageError(
        `The argument ${argument} could change the approved update. With --approved, the command accepts only: ${[...WITHOUT_VALUE, ...WITH_VALUE].join(", ")}.`,
      );
    }
  }
}
