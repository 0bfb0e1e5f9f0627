import type { Context } from "../../../../tools/recover/context";
import { runRecover } from "../../../../tools/recover/run";
import { parseState } from "../../../../tools/state/exported-state";
import type { CommandResult } from "../../../../tools/terminal/command";

const AT = { select: ["--stack", "dev"], argument: "dev" };
const PREFIX = "urn:pulumi:dev::groundwork::";
const VPC = { urn: `${PREFIX}aws:ec2/vpc:Vpc::vpc`, type: "aws:ec2/vpc:Vpc", inputs: { tags: { Name: "shop" } } };
const SETTING = { urn: `${PREFIX}aws:s3/bucketPolicy:BucketPolicy::policy`, type: "aws:s3/bucketPolicy:BucketPolicy" };
const ANSWER = { exitCode: 0, stdout: "", stderr: "" };

interface Result {
  readonly exitCode: number;
  readonly calls: readonly string[];
  readonly said: string;
}

/** Recovers a state with these pending operations, which its import removes. */
async function recover(
  pending: readonly object[],
  answers: readonly string[],
  aws: Partial<CommandResult> = {},
  changes: Partial<Context> = {},
): Promise<Result> {
  const [left, calls, said]: [string[], string[], string[]] = [[...answers], [], []];
  let operations = pending;
  const exitCode = await runRecover(AT, {
    inspect: () => {
      const text = JSON.stringify({ deployment: { resources: [], pending_operations: operations } });
      return Promise.resolve({ reading: { kind: "read", state: parseState(text), text }, locks: [] });
    },
    decrypt: () => Promise.resolve(ANSWER),
    pulumi: (args) => {
      calls.push(args.join(" "));
      if (args[0] === "stack") operations = [];
      return Promise.resolve(0);
    },
    run: () => Promise.resolve({ ...ANSWER, ...aws }),
    versions: () => Promise.resolve([]),
    save: () => "copy.json",
    ask: () => Promise.resolve(left.shift()),
    write: (text) => said.push(text),
    ...changes,
  });
  return { exitCode, calls, said: said.join("\n") };
}

describe("npm run recover", () => {
  it("has nothing to do for a state without pending operations", async () => {
    expect(await recover([], [])).toMatchObject({ exitCode: 0, calls: [] });
  });

  it("stops at a wrong passphrase before it asks anything", async () => {
    const stderr = "error: decrypting secrets: incorrect passphrase";
    const asked = jest.fn(() => Promise.resolve("c"));
    const attempt = recover(
      [{ type: "creating", resource: VPC }],
      [],
      {},
      {
        decrypt: () => Promise.resolve({ exitCode: 1, stdout: "", stderr }),
        ask: asked,
      },
    );
    await expect(attempt).rejects.toThrow(/^Nothing was changed\.\n\nThe passphrase .* is wrong or not set\./);
    expect(asked).not.toHaveBeenCalled();
  });

  it("asks for no passphrase if nothing is left, and continues if the history cannot be read for another reason", async () => {
    const denied = { exitCode: 1, stdout: "", stderr: "error: no previous deployment" };
    const decrypt = jest.fn(() => Promise.resolve(denied));
    expect(await recover([], [], {}, { decrypt })).toMatchObject({ exitCode: 0 });
    expect(decrypt).not.toHaveBeenCalled();
    const pending = [{ type: "creating", resource: SETTING }];
    expect(await recover(pending, ["yes"], {}, { decrypt })).toMatchObject({ exitCode: 0 });
  });

  it("runs no command of helm, which could act on another cluster, and prints it", async () => {
    const type = "kubernetes:helm.sh/v3:Release";
    const release = {
      urn: `${PREFIX}${type}::karpenter`,
      type,
      inputs: { name: "karpenter", namespace: "kube-system" },
    };
    const run = jest.fn(() => Promise.resolve(ANSWER));
    const { exitCode, said } = await recover([{ type: "creating", resource: release }], ["d karpenter"], {}, { run });
    expect(exitCode).toBe(10);
    expect(said).toContain(
      "Delete it in the cluster of this stack, and run the command again: helm uninstall karpenter",
    );
    expect(run).not.toHaveBeenCalled();
  });

  it("imports the object that the user names if AWS has several of that name", async () => {
    const aws = { stdout: JSON.stringify(["vpc-1", "vpc-2"]) };
    const { exitCode, calls, said } = await recover([{ type: "creating", resource: VPC }], ["i vpc-2", "yes"], aws);
    expect(said).toContain("Found at AWS: vpc-1, vpc-2");
    expect(exitCode).toBe(0);
    expect(calls[0]).toContain("import aws:ec2/vpc:Vpc vpc vpc-2");
    expect(calls[1]).toBe("stack import --file copy.json --stack dev");
  });

  it("reads resources whose update or deletion was interrupted from AWS, after their operations are removed", async () => {
    const pending = ["updating", "deleting"].map((type) => ({ type, resource: VPC }));
    const { calls } = await recover(pending, ["r", "r", "yes"]);
    expect(calls).toEqual([
      "stack import --file copy.json --stack dev",
      `refresh --target ${VPC.urn} --target ${VPC.urn} --stack dev --yes`,
    ]);
  });

  it.each([
    ["a skipped operation", VPC, ["s"]],
    ["no answers", VPC, []],
    ["a setting, which needs no choice, but no confirmation", SETTING, []],
  ])("changes nothing with %s, prints the commands, and exits with 10", async (_, resource, answers) => {
    const { exitCode, calls, said } = await recover([{ type: "creating", resource }], answers);
    expect({ exitCode, calls }).toEqual({ exitCode: 10, calls: [] });
    expect(said).toContain("npm run pulumi -- stack import --file state.json --stack dev");
  });

  it.each([
    [{ exitCode: 255, stderr: "Unable to locate credentials" }, "Not looked up: Unable to locate credentials."],
    [{ exitCode: 254, stderr: "InvalidVpcID.NotFound" }, "AWS has no such object"],
  ])("says what the lookup %j means", async (aws, text) => {
    expect((await recover([{ type: "creating", resource: VPC }], [], aws)).said).toContain(text);
  });

  it("refuses a locked stack, whose update may still run", async () => {
    const liveness = { status: "running", reason: "it runs" } as const;
    const lock = { place: "a.json", holder: undefined, liveness, remove: () => Promise.resolve() };
    const inspect: Context["inspect"] = () => Promise.resolve({ reading: { kind: "absent" }, locks: [lock] });
    await expect(recover([], [], {}, { inspect })).rejects.toThrow("The backend has no stack dev.");
    const state = parseState(JSON.stringify({ deployment: {} }));
    const locked: Context["inspect"] = () =>
      Promise.resolve({ reading: { kind: "read", state, text: "" }, locks: [lock] });
    await expect(recover([], [], {}, { inspect: locked })).rejects.toThrow("The stack is locked");
  });
});
