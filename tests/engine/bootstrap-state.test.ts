import { mkdtemp, readFile, rm, writeFile, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import type * as bootstrapModule from "../../tools/bootstrap/move-state";
import type * as engineModule from "../../tools/engine";
import type * as commandModule from "../../tools/terminal/command";
import type { CommandResult } from "../../tools/terminal/command";
import { load } from "../support/stage";

const { moveState } = load("tools/bootstrap/move-state") as typeof bootstrapModule;
const { engineEnvironment, findEngine } = load("tools/engine") as typeof engineModule;
const { runCommand } = load("tools/terminal/command") as typeof commandModule;

const BUCKET = "shop-bootstrap-state-111122223333-eu-west-1";
const STACK_URN = "urn:pulumi:account::groundwork-bootstrap::pulumi:pulumi:Stack::groundwork-bootstrap-account";
const STATE = {
  version: 3,
  deployment: {
    manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" },
    resources: [
      { urn: STACK_URN, custom: false, type: "pulumi:pulumi:Stack" },
      {
        urn: "urn:pulumi:account::groundwork-bootstrap::aws:s3/bucket:Bucket::bootstrap-state-bucket",
        custom: true,
        id: BUCKET,
        type: "aws:s3/bucket:Bucket",
        parent: STACK_URN,
      },
    ],
  },
};

describe("the state of a bootstrap", () => {
  it("moves to another backend with all its resources, and is not moved twice", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "groundwork-move-"));
    const engine = await findEngine();
    const file = path.join(directory, "Pulumi.account.yaml");
    const backend = (name: string): { url: string; secretsProvider: string } => ({
      url: pathToFileURL(path.join(directory, name)).href,
      secretsProvider: "passphrase",
    });
    const [from, to] = [backend("local"), backend("bucket")];
    const pulumi = ({ url }: { readonly url: string }, args: readonly string[]): Promise<CommandResult> =>
      runCommand(engine.command, [...args, "--non-interactive"], {
        env: {
          ...engineEnvironment(engine),
          PULUMI_HOME: path.join(directory, "home"),
          PULUMI_BACKEND_URL: url,
          PULUMI_CONFIG_PASSPHRASE: "passphrase",
        },
      });
    const select = ["--stack", "account", "--cwd", directory];
    const exported = async (at: typeof from): Promise<CommandResult> => pulumi(at, ["stack", "export", ...select]);
    try {
      for (const name of ["local", "bucket"]) await mkdir(path.join(directory, name));
      await writeFile(path.join(directory, "Pulumi.yaml"), "name: groundwork-bootstrap\nruntime: nodejs\n");
      await writeFile(file, "config:\n  groundwork:name: shop\n");
      await writeFile(path.join(directory, "state.json"), JSON.stringify(STATE));
      expect(await pulumi(from, ["stack", "init", "account", "--cwd", directory])).toMatchObject({ exitCode: 0 });
      const imported = await pulumi(from, ["stack", "import", "--file", path.join(directory, "state.json"), ...select]);
      expect(imported).toMatchObject({ exitCode: 0 });

      const target = { stack: "account", directory, file };
      const said: string[] = [];
      const context = { pulumi, write: (text: string) => said.push(text) };
      await moveState(target, from, to, BUCKET, context);

      expect(said.join()).toContain(`Moved 2 resources of the stack account to ${to.url}.`);
      const { deployment } = JSON.parse((await exported(to)).stdout) as typeof STATE;
      expect(deployment.resources.map(({ urn }) => urn)).toEqual(STATE.deployment.resources.map(({ urn }) => urn));
      expect((await exported(from)).stderr).toContain("no stack named");
      expect(await readFile(file, "utf8")).toContain("groundwork:name: shop");
      await expect(moveState(target, from, to, BUCKET, context)).rejects.toThrow("has no state of the stack account");
    } finally {
      await rm(directory, { recursive: true });
    }
  }, 120_000);
});
