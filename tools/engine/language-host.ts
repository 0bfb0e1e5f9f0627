import type { Engine } from "./engine";

/** Commands that run the program, which needs the language host. */
const PROGRAM_COMMANDS: readonly (string | undefined)[] = ["preview", "up"];

/** Explains why a command that runs the program fails with a CLI that was built from Go modules. */
export function explainMissingLanguageHost(engine: Engine, command: string | undefined): void {
  if (engine.source !== "built" || !PROGRAM_COMMANDS.includes(command)) return;
  console.error(
    "This Pulumi CLI was built from Go modules, which do not contain the Node.js language host. It can run rehearsals " +
      "(npm run rehearse), but no previews or updates of real stacks. Install the complete Pulumi CLI: " +
      "https://www.pulumi.com/docs/install/",
  );
}
