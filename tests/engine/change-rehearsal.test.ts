import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type * as sandboxModule from "../../sandbox";
import type * as engineModule from "../../tools/engine";
import type * as changeModule from "../../tools/rehearse/change";
import { changesOf } from "../../tools/report/read/changes";
import { Redactor } from "../../tools/report/read/secrets";
import { PROJECT_DIR, readStackFile, STACKS_DIR } from "../support/stack-files";
import { load, platformProgram } from "../support/stage";

const { startSandbox } = load("sandbox") as typeof sandboxModule;
const { automationCommand, findEngine } = load("tools/engine") as typeof engineModule;
const { rehearseChange } = load("tools/rehearse/change") as typeof changeModule;

const TIMEOUT_MS = 180_000;
const STACK = "dev";
const STACK_FILE = `tests/stacks/Pulumi.${STACK}.yaml`;
const LEFT_OUT = ["node_modules", ".git", ".cache", "docs", "tests"];

let earlier: string;

/** A copy of the program and its stack file, as another revision has them. */
beforeEach(() => {
  earlier = realpathSync(mkdtempSync(path.join(tmpdir(), "groundwork-earlier-")));
  const parts = [...readdirSync(PROJECT_DIR).filter((name) => !LEFT_OUT.includes(name)), "tests/stacks"];
  for (const part of parts) cpSync(path.join(PROJECT_DIR, part), path.join(earlier, part), { recursive: true });
  symlinkSync(path.join(PROJECT_DIR, "node_modules"), path.join(earlier, "node_modules"), "dir");
});

afterEach(() => {
  rmSync(earlier, { recursive: true });
});

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(path.join(earlier, file), "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
  writeFileSync(path.join(earlier, file), text.replace(from, to));
}

async function changeSinceEarlier(isNew = false): Promise<changeModule.ChangeResult> {
  const { accountId } = readStackFile(STACK).config["groundwork:aws"] as { readonly accountId: string };
  const sandbox = await startSandbox({ accountId });
  try {
    return await rehearseChange({
      stack: STACK,
      before: isNew ? undefined : { directory: path.join(earlier, "tests/stacks"), program: platformProgram(earlier) },
      after: { directory: STACKS_DIR, program: platformProgram() },
      files: [],
      engine: await automationCommand(await findEngine()),
      sandbox,
      reportProgress: (_, run) => run(() => undefined),
    });
  } finally {
    sandbox.stop();
  }
}

it(
  "shows what a change of the program and of the stack file does to a stack that an earlier revision created",
  async () => {
    edit("components/network/network.ts", "enableDnsHostnames: true", "enableDnsHostnames: false");
    edit(STACK_FILE, "noncurrentExpirationDays: 7", "noncurrentExpirationDays: 9");
    const { creation, preview } = await changeSinceEarlier();
    expect({ errors: creation?.errors, previewErrors: preview?.errors }).toEqual({ errors: [], previewErrors: [] });
    const changes = preview === undefined ? [] : changesOf(preview, new Redactor([]));
    expect(changes.map(({ kind, name, properties }) => [kind, name, properties.map(({ path: at }) => at)])).toEqual([
      ["update", "network-vpc", ["enableDnsHostnames"]],
      [
        "update",
        "storage-bucket-data-lifecycle",
        [expect.stringMatching(/noncurrentVersionExpiration\.noncurrentDays$/)],
      ],
    ]);
  },
  TIMEOUT_MS,
);

it(
  "shows what a change of the values of all stacks in Pulumi.yaml does",
  async () => {
    const file = path.join(earlier, "tests/stacks/Pulumi.yaml");
    const shared = "config:\n  groundwork:backup:\n    value: { enabled: true, deletionProtection: false }\n";
    writeFileSync(file, `${readFileSync(file, "utf8")}\n${shared}`);
    const { creation, preview } = await changeSinceEarlier();
    expect(creation?.errors).toEqual([]);
    const changes = preview === undefined ? [] : changesOf(preview, new Redactor([]));
    expect(changes.map(({ kind, name }) => [kind, name])).toContainEqual(["delete", "backup-vault"]);
  },
  TIMEOUT_MS,
);

it(
  "shows the creation of the whole stack if the earlier revision has no stack file",
  async () => {
    const { creation, preview } = await changeSinceEarlier(true);
    expect([creation, preview?.errors]).toEqual([undefined, []]);
    const changes = preview === undefined ? [] : changesOf(preview, new Redactor([]));
    expect(changes.map(({ name }) => name)).toEqual(expect.arrayContaining(["network-vpc", "cluster"]));
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(["create"]));
  },
  TIMEOUT_MS,
);

it(
  "shows the refusal of a change that would delete the platform, with a fix for the stack file of the user",
  async () => {
    edit(STACK_FILE, "region: eu-west-1", "region: eu-west-2");
    const { preview } = await changeSinceEarlier();
    const errors = preview?.errors.map(({ message }) => message).join("\n");
    expect(errors).toContain("transitions/immutable-key");
    expect(errors).toContain(`npm run config -- set ${STACK_FILE} aws.region eu-west-2`);
  },
  TIMEOUT_MS,
);

it(
  "reports an earlier program that cannot create the stack, and previews nothing",
  async () => {
    edit(
      "index.ts",
      "const { config, platformRecord }",
      'if (process.pid > 0) throw new Error("broken");\n  const { config, platformRecord }',
    );
    const { creation, preview } = await changeSinceEarlier();
    expect(creation?.errors.join("\n")).toContain("broken");
    expect(preview).toBeUndefined();
  },
  TIMEOUT_MS,
);
