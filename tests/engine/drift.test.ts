import type * as ec2Module from "@pulumi/aws/ec2";
import type * as providerModule from "@pulumi/aws/provider";
import type { PulumiFn } from "@pulumi/pulumi/automation";

import type { StackDrift } from "../../tools/drift/model";
import { compareReal } from "../../tools/drift/real";
import { PlanReader, stackDrift } from "../../tools/drift/stack-drift";
import { PreviewReader } from "../../tools/report/read/preview";
import { runCommand } from "../../tools/terminal/command";
import type * as engineModule from "../../tools/engine";
import { createStage, load, type StageFixture } from "../support/stage";

type IgnoreTags = providerModule.ProviderArgs["ignoreTags"];

const ec2 = load("@pulumi/aws/ec2") as typeof ec2Module;
const { Provider } = load("@pulumi/aws/provider") as typeof providerModule;
const { findEngine } = load("tools/engine") as typeof engineModule;

const TIMEOUT_MS = 240_000;
const CLUSTER = "aws:eks/cluster:Cluster";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const VPC = "aws:ec2/vpc:Vpc";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";

type State = Readonly<Record<string, object>>;

/** Reads the events as `npm run drift` does, which compares the stack with AWS. */
async function driftOf({ stage }: StageFixture): Promise<StackDrift> {
  const [refresh, plan] = [new PreviewReader(), new PlanReader()];
  await stage.previewRefresh(refresh.onEvent);
  const { succeeded, errors } = await stage.previewRefreshed(plan.onEvent);
  const facts = { stack: "dev", file: "Pulumi.dev.yaml" };
  return stackDrift(facts, { refresh: refresh.preview(), plan: plan.preview({ succeeded, errors }) });
}

describe("a stack that was changed outside of Pulumi", () => {
  let fixture: StageFixture;
  let drift: StackDrift;

  const object = (type: string, name: string): ReturnType<typeof fixture.sandbox.world.get> =>
    fixture.sandbox.world.ofType(type).find((each) => each.name === name);

  const stateOf = (type: string, name: string): State => object(type, name)?.state as State;

  function change(type: string, name: string, values: (state: State) => object): void {
    fixture.sandbox.world.drift(type, object(type, name)?.id ?? "", { ...values(stateOf(type, name)) });
  }

  beforeAll(async () => {
    fixture = await createStage("dev");
    expect((await fixture.stage.up()).errors).toEqual([]);
  }, TIMEOUT_MS);

  afterAll(() => fixture.end());

  it(
    "has no drift before, and expected drift only after an autoscaler has scaled a node group",
    async () => {
      expect(await driftOf(fixture)).toMatchObject({ outcome: "clean", resources: [], problems: [] });
      change(NODE_GROUP, "cluster-nodes-default", ({ scalingConfig }) => ({
        scalingConfig: { ...scalingConfig, desiredSize: 5 },
      }));
      expect(await driftOf(fixture)).toMatchObject({ outcome: "clean", resources: [{ class: "expected" }] });
    },
    TIMEOUT_MS,
  );

  it(
    "has each difference with both values, its class and what an update with --refresh does to it",
    async () => {
      change(CLUSTER, "cluster", ({ vpcConfig }) => ({
        vpcConfig: { ...vpcConfig, publicAccessCidrs: ["0.0.0.0/0"] },
      }));
      change(LOG_GROUP, "cluster-logs", () => ({ retentionInDays: 3653 }));
      change(VPC, "network-vpc", () => ({ enableDnsHostnames: false }));
      change("aws:ec2/internetGateway:InternetGateway", "network-internet", ({ tags }) => ({
        tags: { ...tags, Name: "mine" },
      }));
      fixture.sandbox.world.remove(BUCKET_POLICY, object(BUCKET_POLICY, "storage-bucket-data-policy")?.id ?? "");

      drift = await driftOf(fixture);
      expect(drift.outcome).toBe("drifted");
      const found = drift.resources.flatMap(({ name, kind, properties, class: driftClass, fate }) =>
        kind === "deleted"
          ? [[driftClass, name, kind, fate]]
          : properties.map((each) => [
              each.class,
              name,
              `${each.path}: ${each.recorded ?? ""} → ${each.actual ?? ""}`,
              each.fate,
            ]),
      );
      expect(found).toEqual([
        ["security", "storage-bucket-data-policy", "deleted", "reverted"],
        ["security", "cluster", "vpcConfig.publicAccessCidrs[0]: 203.0.113.0/24 → 0.0.0.0/0", "reverted"],
        ["cost", "cluster-logs", "retentionInDays: 7 → 3653", "reverted"],
        ["other", "network-vpc", "enableDnsHostnames: true → false", "reverted"],
        ["harmless", "network-internet", "tags.Name: groundwork-dev → mine", "reverted"],
        ["expected", "cluster-nodes-default", "scalingConfig.desiredSize: 2 → 5", "kept"],
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    "has the same differences by the Pulumi CLI, also if the program cannot be previewed",
    async () => {
      const { dir, env } = fixture.stage;
      const target = { stack: "dev", directory: dir, file: `${dir}/Pulumi.dev.yaml` };
      const comparison = await compareReal(target, {
        engine: await findEngine(),
        run: (command, args, options) => runCommand(command, args, { ...options, env: { ...options?.env, ...env } }),
      });
      const real = stackDrift({ stack: "dev", file: "Pulumi.dev.yaml" }, comparison);
      expect(real.outcome).toBe("drifted");
      expect(real.fateUnknown).toContain("The preview of the program failed");
      const known = (resources: StackDrift["resources"]): object[] =>
        resources.map(({ urn, kind, properties }) => ({
          urn,
          kind,
          values: properties.map(({ path, recorded, actual }) => ({ path, recorded, actual })),
        }));
      expect(known(real.resources)).toEqual(known(drift.resources));
    },
    TIMEOUT_MS,
  );

  it(
    "is as the drift says after an update that refreshes first, and not after one that does not",
    async () => {
      expect((await fixture.stage.up()).errors).toEqual([]);
      expect(stateOf(VPC, "network-vpc")).toMatchObject({ enableDnsHostnames: false });

      await fixture.stage.refresh();
      expect((await fixture.stage.up()).errors).toEqual([]);
      expect(stateOf(VPC, "network-vpc")).toMatchObject({ enableDnsHostnames: true });
      expect(stateOf(CLUSTER, "cluster")).toMatchObject({ vpcConfig: { publicAccessCidrs: ["203.0.113.0/24"] } });
      expect(stateOf(LOG_GROUP, "cluster-logs")).toMatchObject({ retentionInDays: 7 });
      expect(object(BUCKET_POLICY, "storage-bucket-data-policy")).toBeDefined();
      expect(stateOf(NODE_GROUP, "cluster-nodes-default")).toMatchObject({ scalingConfig: { desiredSize: 5 } });
      expect(await driftOf(fixture)).toMatchObject({ outcome: "clean", resources: [] });
    },
    TIMEOUT_MS,
  );
});

describe("tags that others write on a VPC", () => {
  const OTHERS = { "map-migrated": "x", LastScanned: "today" };

  function programWith(ignoreTags: IgnoreTags): PulumiFn {
    return () => {
      const provider = new Provider("aws", {
        region: "eu-west-1",
        defaultTags: { tags: { Owner: "tests" } },
        // The SDK that Node loads does not recognize lists of jest as lists; the clone has those of Node.
        ...(ignoreTags === undefined ? {} : { ignoreTags: structuredClone(ignoreTags) }),
      });
      new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { Name: "vpc" } }, { provider });
      return Promise.resolve({});
    };
  }

  it.each<[string, IgnoreTags, string[]]>([
    ["none if all are ignored", { keys: ["LastScanned"], keyPrefixes: ["map-"] }, []],
    ["those that are not ignored", { keys: ["LastScanned"] }, ['tags["map-migrated"]']],
    ["all without the setting", undefined, ["tags.LastScanned", 'tags["map-migrated"]']],
  ])(
    "are drift: %s",
    async (_, ignoreTags, drifted) => {
      const fixture = await createStage("dev", { program: programWith(ignoreTags) });
      try {
        expect((await fixture.stage.up()).errors).toEqual([]);
        const { world } = fixture.sandbox;
        const [vpc] = world.ofType(VPC);
        const { tags, tagsAll } = vpc?.state as State;
        world.drift(VPC, vpc?.id ?? "", { tags: { ...tags, ...OTHERS }, tagsAll: { ...tagsAll, ...OTHERS } });
        const { resources } = await driftOf(fixture);
        expect(resources.flatMap(({ properties }) => properties.map(({ path }) => path)).sort()).toEqual(drifted);
      } finally {
        await fixture.end();
      }
    },
    TIMEOUT_MS,
  );
});
