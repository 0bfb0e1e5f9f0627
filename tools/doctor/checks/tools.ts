import satisfies from "semver/functions/satisfies";

import { engines } from "../../../package.json";
import { ENGINE_VERSION } from "../../engine";
import { COMMAND_NOT_FOUND } from "../../terminal/command";
import type { Context } from "../context";
import { fail, type Finding, pass, warn } from "../finding";

interface OptionalTool {
  readonly check: string;
  readonly command: string;
  readonly args: readonly string[];
  /** What needs the tool. */
  readonly purpose: string;
  readonly install: string;
}

const OPTIONAL_TOOLS: readonly OptionalTool[] = [
  {
    check: "AWS CLI",
    command: "aws",
    args: ["--version"],
    purpose: "kubectl calls it for tokens, and this command for all checks at AWS",
    install: "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
  },
  {
    check: "kubectl",
    command: "kubectl",
    args: ["version", "--client"],
    purpose: "`npm run smoke`, `npm run switch`, `npm run destroy` and rollbacks after an update use it",
    install: "https://kubernetes.io/docs/tasks/tools/",
  },
  {
    check: "Git",
    command: "git",
    args: ["--version"],
    purpose: "`npm run rehearse -- <stack> --since <revision>` reads revisions with it",
    install: "https://git-scm.com/downloads",
  },
];

/** Versions of the tools on this machine. Nothing needs Docker. */
export async function checkTools(context: Context): Promise<readonly Finding[]> {
  return [
    nodeFinding(context),
    engineFinding(context),
    await languageHostFinding(context),
    await goFinding(context),
    ...(await Promise.all(OPTIONAL_TOOLS.map((tool) => toolFinding(tool, context)))),
    pass("Docker", "not needed by any command"),
  ];
}

function nodeFinding({ nodeVersion }: Context): Finding {
  if (satisfies(nodeVersion, engines.node)) return pass("Node.js", `${nodeVersion}, required ${engines.node}`);
  return fail("Node.js", `${nodeVersion} is not supported: ${engines.node} is required`, "npm ci");
}

function engineFinding({ engine }: Context): Finding {
  if (typeof engine !== "string") {
    return pass("Pulumi CLI", `${engine.version}, required ${ENGINE_VERSION} or newer of the same major version`);
  }
  return warn(
    "Pulumi CLI",
    `none yet (${engine}); the first command that runs Pulumi installs or builds it`,
    "https://www.pulumi.com/docs/install/",
  );
}

/** The CLI needs the language host to run the program of a stack; rehearsals do not use it. */
async function languageHostFinding({ engine, run }: Context): Promise<Finding> {
  const check = "Language host";
  if (typeof engine === "string") return { check, status: "skipped", message: "no Pulumi CLI" };
  if (engine.source === "installed") return pass(check, "included in the Pulumi CLI");
  // It prints an error without arguments; only its existence matters.
  const found = (await run("pulumi-language-nodejs", [])).exitCode !== COMMAND_NOT_FOUND;
  if (found) return pass(check, "pulumi-language-nodejs is on PATH");
  return warn(
    check,
    "missing: rehearsals work, but preview and up of real stacks do not",
    "Install the complete Pulumi CLI: https://www.pulumi.com/docs/install/",
  );
}

/** Go builds the CLI and other tools where they cannot be downloaded. */
async function goFinding({ engine, run }: Context): Promise<Finding> {
  const { exitCode, stdout } = await run("go", ["version"]);
  if (exitCode === 0) return pass("Go", firstLine(stdout));
  const message = "not found; it builds the Pulumi CLI where get.pulumi.com is not reachable, and the linters";
  return typeof engine === "string"
    ? warn("Go", message, "https://go.dev/doc/install")
    : { check: "Go", status: "skipped", message };
}

async function toolFinding(
  { check, command, args, purpose, install }: OptionalTool,
  { run }: Context,
): Promise<Finding> {
  const { exitCode, stdout, stderr } = await run(command, args);
  if (exitCode === 0) return pass(check, firstLine(stdout || stderr));
  const reason = exitCode === COMMAND_NOT_FOUND ? "not on PATH" : `\`${command}\` fails: ${firstLine(stderr)}`;
  return warn(check, `${reason}; ${purpose}`, install);
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
