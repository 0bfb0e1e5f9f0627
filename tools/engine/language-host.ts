import type { Engine } from "./engine";

/** Commands that start the program, and with it the language host. */
const PROGRAM_COMMANDS: readonly (string | undefined)[] = ["preview", "up"];

/** Why a command that starts the program may have failed where everything else works. */
export function hintAtLanguageHost(engine: Engine, command: string | undefined): void {
  if (engine.source !== "built" || !PROGRAM_COMMANDS.includes(command)) return;
  console.error(
    "This CLI was built from Go modules, which lack Pulumi's Node.js language host: it rehearses (npm run rehearse), " +
      "but it cannot preview or update a real stack. For that, install https://www.pulumi.com/docs/install/",
  );
}
