import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { STACKS_DIR } from "../../../support/stack-files";
import { targetOf } from "../../../../tools/terminal/target";
import { readWaste } from "../../../../tools/waste/files";
import { type Context, type Request, runWaste } from "../../../../tools/waste/run";
import { type Answer, fakeAws, metricData, tagList, TODAY } from "./fake-aws";

const FOLDER = mkdtempSync(path.join(tmpdir(), "groundwork-waste-"));
const TIME = "2026-08-20T10:00:00+00:00";
const TAGS = { Project: "groundwork", Environment: "dev", ManagedBy: "Pulumi" };

const DEV = readFileSync(path.join(STACKS_DIR, "Pulumi.dev.yaml"), "utf8");

/** Two stack files: one with the defaults, and one that allows to delete volumes. */
beforeAll(() => {
  copyFileSync(path.join(STACKS_DIR, "Pulumi.yaml"), path.join(FOLDER, "Pulumi.yaml"));
  writeFileSync(path.join(FOLDER, "Pulumi.dev.yaml"), withWaste({}));
  writeFileSync(path.join(FOLDER, "Pulumi.stopping.yaml"), withWaste({ stop: ["unattached-volumes"] }));
});

afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

const volume = (VolumeId: string, tags: Readonly<Record<string, string>> = TAGS): object => ({
  ...{ VolumeId, VolumeType: "gp3", Size: 100, State: "available", CreateTime: TIME, Tags: tagList(tags) },
});

const EMPTY: Readonly<Record<string, Answer>> = {
  "sts get-caller-identity": { Account: "111122223333", Arn: "arn:aws:iam::111122223333:role/deployer" },
  "ec2 describe-instances": { Reservations: [] },
  "ec2 describe-volumes": { Volumes: [] },
  "ec2 describe-addresses": { Addresses: [] },
  "ec2 describe-network-interfaces": { NetworkInterfaces: [] },
  "ec2 describe-snapshots": { Snapshots: [] },
  "ec2 describe-images": { Images: [] },
  "elbv2 describe-load-balancers": { LoadBalancers: [] },
  "s3api list-buckets": { Buckets: [] },
  "secretsmanager list-secrets": { SecretList: [] },
  "eks describe-cluster": { stderr: "ResourceNotFoundException: No cluster found" },
  "ec2 create-snapshot": { SnapshotId: "snap-9" },
  "ec2 wait": {},
  "ec2 delete-volume": {},
};

/** The stack file of dev with settings of the waste report. */
function withWaste(waste: object): string {
  const text = DEV.replace(/^ {2}groundwork:budgets:\n( {4}.*\n|\n)*/m, "");
  return `${text.trimEnd()}\n  groundwork:budgets:\n    waste: ${JSON.stringify(waste)}\n`;
}

interface Run {
  readonly exitCode: number;
  readonly out: string;
  readonly notes: string;
  readonly summary: string;
  readonly calls: readonly string[];
}

interface Situation {
  readonly answers?: Parameters<typeof fakeAws>[0];
  readonly request?: Partial<Request>;
  readonly file?: string;
  /** Resources in Pulumi's state, or why it cannot be read. */
  readonly state?: readonly object[] | string;
  /** What an update is about to create. */
  readonly pending?: readonly object[];
  readonly typed?: string;
}

async function run(situation: Situation = {}): Promise<Run> {
  const { answers = {}, request = {}, file = "dev", typed, state = [], pending } = situation;
  const { scope, calls } = fakeAws({ ...EMPTY, ...answers });
  const [out, notes, summary]: [string[], string[], string[]] = [[], [], []];
  const context: Context = {
    today: TODAY,
    aws: scope.aws,
    pulumi: () =>
      Promise.resolve(
        typeof state === "string"
          ? { exitCode: 255, stdout: "", stderr: state }
          : {
              exitCode: 0,
              stdout: JSON.stringify({ deployment: { resources: state, pending_operations: pending } }),
              stderr: "",
            },
      ),
    write: (text) => out.push(text),
    note: (text) => notes.push(text),
    summarize: (text) => Promise.resolve(void summary.push(text)),
    ask: () => Promise.resolve(typed),
    progress: (_, work) => work(),
  };
  const target = targetOf(file, { root: FOLDER, cwd: FOLDER });
  const defaults: Request = { format: "table", isApplied: false, isConfirmed: false, file: "Pulumi.dev.yaml" };
  const exitCode = await runWaste(target, { ...defaults, ...request }, context);
  return { exitCode, out: out.join("\n"), notes: notes.join("\n"), summary: summary.join("\n"), calls };
}

const VOLUMES = { Volumes: [volume("vol-1"), volume("vol-2", {})] };
const DENIED = { stderr: "An error occurred\nUnauthorizedOperation: not authorized" };

describe("npm run waste", () => {
  it("finds nothing in an account without waste, and exits with 0", async () => {
    const { exitCode, out, notes } = await run();
    expect(exitCode).toBe(0);
    expect(out.match(/No waste was found\./g)).toHaveLength(2);
    expect(notes).toBe("");
  });

  it("lists resources of the stack apart from untagged ones, with prices and their date, and exits with 10", async () => {
    const { exitCode, out, calls } = await run({ answers: { "ec2 describe-volumes": VOLUMES } });
    expect(exitCode).toBe(10);
    const [own = "", others = ""] = out.split("Untagged and temporary resources of the account");
    expect(own).toMatch(/stack +unattached-volumes +vol-1 +8\.00 +no instance uses its 100 GiB now/);
    expect(own).toContain("1 resource, $8.00 a month, prices of us-east-1 as of 2024-07-01 to 2024-07-01");
    expect(own).not.toContain("vol-2");
    expect(others).toMatch(/account +unattached-volumes +vol-2/);
    expect(calls.filter((call) => /delete|stop|release|create|terminate/.test(call))).toEqual([]);
  });

  it("skips what the credentials may not read, with the reason, and lists the rest", async () => {
    const answers = { "ec2 describe-volumes": VOLUMES, "secretsmanager list-secrets": DENIED };
    const { exitCode, out } = await run({ answers });
    expect(exitCode).toBe(10);
    expect(out).toContain(
      "skipped: secrets (`aws secretsmanager list-secrets` failed: UnauthorizedOperation: not authorized)",
    );
    expect(out).toContain("vol-1");
    const csv = await run({ answers, request: { format: "csv" } });
    expect([csv.out.includes("skipped"), csv.notes.includes("skipped: secrets")]).toEqual([false, true]);
  });

  it("fails if nothing can be read", async () => {
    const caller = EMPTY["sts get-caller-identity"] ?? {};
    const answers = Object.fromEntries(Object.keys(EMPTY).map((command) => [command, DENIED]));
    await expect(run({ answers: { ...answers, "sts get-caller-identity": caller } })).rejects.toThrow(
      "can read nothing in eu-west-1",
    );
  });

  it("fails if the credentials expire while it reads", async () => {
    const expired = { stderr: "An error occurred (ExpiredTokenException): The security token has expired" };
    const answers = { "secretsmanager list-secrets": expired, "s3api list-buckets": expired };
    await expect(run({ answers })).rejects.toThrow("ExpiredTokenException");
  });

  it.each([
    ["Unable to locate credentials", "no AWS credentials. Sign in"],
    ["Could not connect to the endpoint URL", "AWS is not reachable"],
  ])("fails before it reads anything if the AWS CLI says: %s", async (stderr, message) => {
    await expect(run({ answers: { "sts get-caller-identity": { stderr } } })).rejects.toThrow(message);
  });

  it("refuses credentials of another account", async () => {
    const answers = { "sts get-caller-identity": { Account: "999999999999", Arn: "arn" } };
    await expect(run({ answers })).rejects.toThrow("The credentials are of account 999999999999");
  });

  it("prints CSV, Markdown and JSON with the source of each price, and what has no price", async () => {
    const io2 = { ...volume("vol-3"), VolumeType: "io2" };
    const answers = { "ec2 describe-volumes": { Volumes: [volume("vol-1"), io2] } };
    const print = async (format: Request["format"]): Promise<string> =>
      (await run({ answers, request: { format } })).out;
    expect(await print("csv")).toMatch(/^owner,kind,id,name,usd_a_month,reason,price,advice\n/);
    const markdown = await print("markdown");
    for (const part of [
      "### Stack groundwork-dev and its cluster",
      "no price of io2",
      "ebs\\_volume\\_test",
      "1 without a price",
    ]) {
      expect(markdown).toContain(part);
    }
    expect(JSON.parse(await print("json"))).toMatchObject({
      formatVersion: 1,
      region: "eu-west-1",
      waste: [
        { id: "vol-1", usdPerMonth: 8, isAtMost: false, price: { region: "us-east-1", asOf: "2024-07-01" } },
        { id: "vol-3", priceNote: "no price of io2" },
      ],
      skipped: [],
    });
  });

  it("writes its report into a folder and into the summary of a workflow", async () => {
    const output = path.join(FOLDER, "report");
    const { summary } = await run({ answers: { "ec2 describe-volumes": VOLUMES }, request: { output } });
    expect(readFileSync(path.join(output, "waste.md"), "utf8")).toBe(`${summary}\n`);
    expect(readWaste(FOLDER)).toMatchObject([{ stack: "dev", file: "Pulumi.dev.yaml", waste: [{}, {}] }]);
    expect(() => readWaste(path.join(FOLDER, "nothing"))).toThrow("has no waste.json");
  });

  it("names idle instances with their price", async () => {
    const idle = {
      ...{ InstanceId: "i-1", InstanceType: "m7g.large", LaunchTime: TIME, State: { Name: "running" } },
      Tags: tagList({ ...TAGS, Name: "builder" }),
    };
    const { out } = await run({
      answers: {
        "ec2 describe-instances": { Reservations: [{ Instances: [idle] }] },
        "cloudwatch get-metric-data": metricData({ "CPUUtilization i-1": [1, 1, 1, 1, 1, 1, 1] }),
      },
    });
    expect(out).toMatch(/idle-instances +i-1 +builder +59\.57/);
  });
});

describe("npm run waste -- --apply", () => {
  const answers = { "ec2 describe-volumes": VOLUMES };
  const apply = (situation: Situation = {}): Promise<Run> =>
    run({
      answers,
      file: "stopping",
      ...situation,
      request: { isApplied: true, isConfirmed: true, ...situation.request },
    });
  const changes = ({ calls }: Run): string[] =>
    calls.filter((call) => /^ec2 (?!describe)/.test(call)).map((call) => call.split(" ").slice(0, 4).join(" "));

  it("deletes the volumes of the stack after their snapshot is complete, and leaves untagged ones", async () => {
    const result = await apply();
    expect(changes(result)).toEqual([
      "ec2 create-snapshot --volume-id vol-1",
      "ec2 wait snapshot-completed --snapshot-ids",
      "ec2 delete-volume --volume-id vol-1",
    ]);
    const [snapshot = ""] = result.calls.filter((call) => call.startsWith("ec2 create-snapshot"));
    for (const value of Object.values(TAGS)) expect(snapshot).toContain(`"Value":"${value}"`);
    expect(result.notes).toContain("✓ take a snapshot of volume vol-1, and delete the volume");
    // The untagged volume is left.
    expect(result.exitCode).toBe(10);
    expect((await apply({ answers: { "ec2 describe-volumes": { Volumes: [volume("vol-1")] } } })).exitCode).toBe(0);
  });

  it.each(["ec2 create-snapshot", "ec2 wait"])("does not delete a volume if %s fails", async (command) => {
    const result = await apply({ answers: { ...answers, [command]: DENIED } });
    expect(changes(result).filter((call) => call.includes("delete"))).toEqual([]);
    expect(result.exitCode).toBe(1);
    expect(result.notes).toContain("✗ take a snapshot of volume vol-1");
    expect(result.notes.includes("the snapshot snap-9 is left")).toBe(command === "ec2 wait");
  });

  it("waits longer than the AWS CLI for the snapshot of a large volume", async () => {
    let waits = 0;
    const result = await apply({
      answers: {
        ...answers,
        "ec2 wait": () => {
          waits += 1;
          return waits < 4 ? { stderr: "Waiter SnapshotCompleted failed: Max attempts exceeded" } : {};
        },
      },
    });
    expect(changes(result).filter((call) => call.includes("delete-volume"))).toHaveLength(1);
    expect([waits, result.exitCode]).toEqual([4, 10]);
  });

  it("continues after a failure, and exits with 1", async () => {
    const result = await apply({
      answers: {
        "ec2 describe-volumes": { Volumes: [volume("vol-1"), volume("vol-2")] },
        "ec2 delete-volume": (args) => (args.includes("vol-1") ? { stderr: "VolumeInUse" } : {}),
      },
    });
    expect(changes(result)).toContain("ec2 delete-volume --volume-id vol-2");
    expect([result.exitCode, result.notes.includes("VolumeInUse")]).toEqual([1, true]);
  });

  it("is refused without the key", async () => {
    await expect(apply({ file: "dev" })).rejects.toThrow("`budgets.waste.stop` of the stack file lists nothing");
  });

  // The stack can be in another backend than the one of the login.
  it.each(["error: access denied", "error: no stack named 'stopping' found"])(
    "is refused if the state cannot be read: %s",
    async (state) => {
      await expect(apply({ state })).rejects.toThrow(
        `\`pulumi stack export\` failed, so nothing is stopped or deleted:\n${state}`,
      );
    },
  );

  it("is refused if the state is empty although the cluster exists, as in another backend", async () => {
    const cluster = { "eks describe-cluster": { cluster: {} } };
    await expect(apply({ answers: { ...answers, ...cluster } })).rejects.toThrow("may be in another backend");
  });

  it("is refused while an update runs, whose new resources are not in the state yet", async () => {
    const pending = [{ resource: { type: "aws:ebs/volume:Volume" }, type: "creating" }];
    await expect(apply({ pending })).rejects.toThrow("An update of the stack runs or was interrupted");
    expect((await apply({ pending: [] })).exitCode).toBe(10);
  });

  it("leaves what Pulumi manages", async () => {
    const managed = await apply({ state: [{ type: "aws:ebs/volume:Volume", id: "vol-1" }] });
    expect([changes(managed), managed.exitCode]).toEqual([[], 10]);
    expect(managed.notes).toContain("left: vol-1, because Pulumi manages it");
  });

  it.each<[string, Answer]>([
    ["exists", { cluster: {} }],
    ["cannot be described", DENIED],
  ])("leaves volumes of Kubernetes while the cluster %s", async (_, cluster) => {
    const claimed = volume("vol-1", { ...TAGS, "kubernetes.io/created-for/pvc/name": "data" });
    const result = await apply({
      answers: { "ec2 describe-volumes": { Volumes: [claimed] }, "eks describe-cluster": cluster },
      state: [{ type: "aws:eks/cluster:Cluster", id: "groundwork-dev" }],
    });
    expect(changes(result)).toEqual([]);
    expect(result.notes).toContain("the cluster may still use it");
  });

  it("asks for the name of the stack without --yes, and changes nothing for another answer", async () => {
    const request = { isConfirmed: false };
    for (const situation of [{ request }, { request, typed: "prod" }]) {
      const refused = await apply(situation);
      expect([refused.exitCode, changes(refused)]).toEqual([1, []]);
      expect(refused.notes).toContain("confirm with the name of the stack, or pass --yes");
    }
    expect(changes(await apply({ request, typed: "stopping" }))).toHaveLength(3);
  });
});
