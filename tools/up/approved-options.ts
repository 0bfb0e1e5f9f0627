import { UsageError } from "../terminal/tool";

/** Options of `pulumi up` that change neither the stack nor the update: what the terminal shows, and how much runs at once. */
const WITHOUT_VALUE = [
  ...["--yes", "-y", "--non-interactive", "--skip-preview", "-f", "--diff", "--json", "-j", "--emoji", "-e"],
  ...["--suppress-outputs", "--suppress-progress", "--suppress-permalink"],
  ...["--show-full-output", "--show-replacement-steps", "--show-sames", "--show-reads"],
];
const WITH_VALUE = ["--parallel", "-p", "--color", "--message", "-m"];

/**
 * Refuses arguments that would change an approved update, such as `--replace`, `--target` or `--config`. The preview that is
 * compared with the approved one is made without them. A list of accepted options also refuses those that Pulumi adds later.
 */
export function requireNeutralOptions(passedOn: readonly string[]): void {
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
