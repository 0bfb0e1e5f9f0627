import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { type Backend, backendEnvironment, localBackend } from "../../../tools/bootstrap/backend";
import { type Context, runBootstrap, runMoveState } from "../../../tools/bootstrap/run";
import type { CommandResult } from "../../../tools/terminal/command";
import type { Target } from "../../../tools/terminal/target";
import { PROJECT_DIR } from "../../support/stack-files";
import { RUNNER } from "./fixtures";

const BUCKET = "shop-bootstrap-state-111122223333-eu-west-1";
const BUCKET_URL = `s3://${BUCKET}/bootstrap?region=eu-west-1`;
const RESOURCES = [
  { urn: "stack", type: "pulumi:pulumi:Stack" },
  { urn: "bucket", type: "aws:s3/bucket:Bucket", id: BUCKET },
];

let directory: string;
let target: Target;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-bootstrap-"));
  for (const file of ["Pulumi.yaml", "Pulumi.example.yaml"]) {
    cpSync(path.join(PROJECT_DIR, "bootstrap", file), path.join(directory, file));
  }
  target = { stack: "example", directory, file: path.join(directory, "Pulumi.example.yaml") };
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** Pulumi with the exported state of each backend, by the scheme of its URL; `stack import` copies it. */
function fixture(states: Record<string, object | undefined>): Context & { calls: string[]; said: string[] } {
  const [calls, said]: [string[], string[]] = [[], []];
  const schemeOf = ({ url }: Backend): string => url.slice(0, url.indexOf(":"));
  const record = (backend: Backend, args: readonly string[]): void => {
    const own = args.slice(0, args.indexOf("--stack")).filter((arg) => !arg.endsWith(".json"));
    calls.push(`${schemeOf(backend)}: ${own.join(" ")}`);
  };
  return {
    calls,
    said,
    pulumi: (backend, args): Promise<CommandResult> => {
      record(backend, args);
      const scheme = schemeOf(backend);
      if (args[1] === "import") states[scheme] = JSON.parse(readFileSync(args[3] ?? "", "utf8")) as object;
      const state = states[scheme];
      if (args[1] !== "export") return Promise.resolve({ exitCode: 0, stdout: "", stderr: "" });
      return Promise.resolve(
        state === undefined
          ? { exitCode: 255, stdout: "", stderr: "error: no stack named 'example' found" }
          : { exitCode: 0, stdout: JSON.stringify(state), stderr: "" },
      );
    },
    onTerminal: (backend, args) => {
      record(backend, args);
      calls.push(...args.slice(args.indexOf(directory) + 1));
      return Promise.resolve(0);
    },
    write: (text) => said.push(text),
  };
}

function state(resources: readonly object[] = RESOURCES, pending: readonly object[] = []): object {
  return { deployment: { resources, pending_operations: pending } };
}

describe("npm run bootstrap", () => {
  it("creates the stack with a local state, and prints how to move it and how to configure GitHub", async () => {
    const context = fixture({});
    expect(await runBootstrap(target, ["--yes"], context)).toBe(0);
    expect(context.calls).toEqual(["file: stack select --create --secrets-provider passphrase", "file: up", "--yes"]);
    const text = context.said.join("\n");
    expect(text).toMatch(/npm run bootstrap -- .*Pulumi\.example\.yaml --move-state/);
    expect(text.split("\n").filter((line) => line.includes(" --env dev "))).toEqual([
      'gh variable set AWS_ROLE_ARN --repo acme/shop --env dev --body "arn:aws:iam::111122223333:role/shop-bootstrap-dev-deploy"',
      'gh variable set AWS_REGION --repo acme/shop --env dev --body "eu-west-1"',
      `gh variable set PULUMI_BACKEND_URL --repo acme/shop --env dev --body "s3://${BUCKET}/stacks/dev?region=eu-west-1"`,
    ]);
    expect(text).toContain("gh api --silent --method PUT repos/acme/shop/environments/preview-prod");
    expect(text).toContain("gh api --silent --method PUT repos/acme/shop/environments/approve-prod");
    expect(text).not.toContain("environments/approve-dev");
    expect(text).toContain(
      'gh api --silent repos/acme/shop/environments/prod/deployment-branch-policies -f "name=$(gh api repos/acme/shop --jq .default_branch)"',
    );
    expect(text).toContain(String.raw`gh variable set DEPLOY_STACKS --repo acme/shop --body "[\"dev\",\"prod\"]"`);
    expect(text).toContain(String.raw`gh variable set PREVIEW_STACKS --repo acme/shop --body "[\"dev\"]"`);
    expect(text).toContain(
      "config -- set dev aws.permissionsBoundaryArn arn:aws:iam::111122223333:policy/boundary/shop-bootstrap-dev",
    );
  });

  it("prints the labels of runners in the networks of stacks", async () => {
    const runner = JSON.stringify(RUNNER);
    const text = readFileSync(target.file, "utf8");
    writeFileSync(target.file, text.replace(/( +)(platformName: shop-prod)/, `$1$2\n$1runner: ${runner}`));
    const context = fixture({});
    await runBootstrap(target, [], context);
    expect(context.said.join("\n")).toContain(
      String.raw`gh variable set RUNNERS --repo acme/shop --body "{\"prod\":\"codebuild-shop-bootstrap-prod-{0}-{1}\"}"`,
    );
  });

  it("prints the commands for short-lived stacks, whose reaper alone is limited to the default branch", async () => {
    const text = readFileSync(target.file, "utf8");
    writeFileSync(
      target.file,
      text.replace("    stacks:\n", "    gitlab: { project: acme/shop }\n    shortLivedStacks: {}\n    stacks:\n"),
    );
    const context = fixture({});
    await runBootstrap(target, [], context);
    const commands = context.said.join("\n").split("\n");
    const arn = "arn:aws:iam::111122223333:role/shop-bootstrap-ephemeral-deploy";
    expect(commands).toEqual(
      expect.arrayContaining([
        "# secretsprovider: awskms://alias/shop-bootstrap-secrets-ephemeral?region=eu-west-1",
        "npm run config -- set ephemeral aws.permissionsBoundaryArn arn:aws:iam::111122223333:policy/boundary/shop-bootstrap-ephemeral",
        "gh api --silent --method PUT repos/acme/shop/environments/ephemeral",
        `gh variable set AWS_ROLE_ARN --repo acme/shop --env ephemeral --body "${arn}"`,
        `gh variable set AWS_ROLE_ARN --repo acme/shop --env ephemeral-reap --body "${arn}"`,
        "gh variable set EPHEMERAL_TEMPLATE --repo acme/shop --body Pulumi.ephemeral.yaml",
        String.raw`gh variable set DEPLOY_STACKS --repo acme/shop --body "[\"dev\",\"prod\"]"`,
        `glab variable set AWS_ROLE_ARN "${arn}" --repo acme/shop --scope "ephemeral/*"`,
      ]),
    );
    const limited = commands.filter((line) => line.includes("deployment-branch-policies"));
    expect(limited.map((line) => /environments\/([\w-]+)/.exec(line)?.[1])).toEqual(["dev", "prod", "ephemeral-reap"]);
  });

  it("prints the commands for a stack of a fleet, which has no roles", async () => {
    const text = readFileSync(target.file, "utf8").replace("      dev:", "      fleet-a:");
    writeFileSync(target.file, text);
    const context = fixture({});
    await runBootstrap(target, [], context);
    const commands = context.said.join("\n").split("\n");
    expect(commands.filter((line) => line.startsWith("npm run config -- set"))).toHaveLength(1);
    expect(commands).toContain(
      'npm run pulumi -- stack init a --cwd fleet --secrets-provider "awskms://alias/shop-bootstrap-secrets-fleet-a?region=eu-west-1"',
    );
  });

  it("updates a moved stack in the bucket", async () => {
    writeFileSync(target.file, `secretsprovider: awskms://key\n${readFileSync(target.file, "utf8")}`);
    const context = fixture({});
    expect(await runBootstrap(target, [], context)).toBe(0);
    expect(context.calls).toEqual(["s3: up"]);
    expect(context.said.join()).not.toContain("--move-state");
  });

  it("prints nothing after an update that failed, and returns the exit code of Pulumi", async () => {
    const context = { ...fixture({}), onTerminal: () => Promise.resolve(255) };
    expect(await runBootstrap(target, [], context)).toBe(255);
    expect(context.said).toEqual([]);
  });

  it("refuses the stack file of a platform", async () => {
    const platform = { ...target, directory: PROJECT_DIR, file: path.join(PROJECT_DIR, "Pulumi.dev.yaml") };
    await expect(runBootstrap(platform, [], fixture({}))).rejects.toThrow("Copy bootstrap/Pulumi.example.yaml");
  });
});

describe("npm run bootstrap -- --move-state", () => {
  it("imports the state into the bucket, changes its secrets provider, and then removes the local stack", async () => {
    const context = fixture({ file: state() });
    expect(await runMoveState(target, [], context)).toBe(0);
    expect(context.calls).toEqual([
      "file: stack export",
      "s3: stack export",
      "s3: stack select --create --secrets-provider passphrase",
      "s3: stack import --file",
      "s3: stack change-secrets-provider awskms://alias/shop-bootstrap-state?region=eu-west-1",
      "s3: stack export",
      "file: stack rm --force --yes --preserve-config",
    ]);
    expect(context.said.join()).toContain(`Moved 2 resources of the stack example to ${BUCKET_URL}.`);
  });

  it("can be repeated after an interruption", async () => {
    const context = fixture({ file: state(), s3: state() });
    expect(await runMoveState(target, [], context)).toBe(0);
    expect(context.calls.at(-1)).toBe("file: stack rm --force --yes --preserve-config");
  });

  it.each<[string, Record<string, object>, string]>([
    ["without a local state", {}, "has no state of the stack example to move"],
    ["before the bucket exists", { file: state([]) }, `has not created the bucket ${BUCKET} yet`],
    ["after an interrupted update", { file: state(RESOURCES, [{}]) }, "its state has 1 pending operations"],
    [
      "into another state",
      { file: state(), s3: state([{ urn: "other" }]) },
      "has a stack example with other resources",
    ],
  ])("is refused %s", async (_, states, message) => {
    const context = fixture(states);
    await expect(runMoveState(target, [], context)).rejects.toThrow(message);
    expect(context.calls.filter((call) => !call.endsWith("export"))).toEqual([]);
  });

  it("is refused after the state has moved, and with arguments for Pulumi", async () => {
    await expect(runMoveState(target, ["--yes"], fixture({}))).rejects.toThrow(
      "accepts no arguments for Pulumi: --yes",
    );
    writeFileSync(target.file, `secretsprovider: awskms://key\n${readFileSync(target.file, "utf8")}`);
    await expect(runMoveState(target, [], fixture({}))).rejects.toThrow(`is in ${BUCKET_URL} already`);
  });
});

describe("the passphrase of a local state", () => {
  it("is generated once, readable for the user alone, unless the user has one", () => {
    const local = localBackend(directory);
    const { PULUMI_CONFIG_PASSPHRASE_FILE: file = "" } = backendEnvironment(local, directory, {});
    const passphrase = readFileSync(file, "utf8");
    expect(passphrase).toMatch(/^[\w-]{43}$/);
    expect(statSync(file).mode & 0o077).toBe(0);
    backendEnvironment(local, directory, {});
    expect(readFileSync(file, "utf8")).toBe(passphrase);
    const own = backendEnvironment(local, directory, { PULUMI_CONFIG_PASSPHRASE: "own" });
    expect(own).toEqual({ PULUMI_CONFIG_PASSPHRASE: "own", PULUMI_BACKEND_URL: local.url });
  });
});
