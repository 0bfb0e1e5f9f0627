import { METADATA_OPTIONS } from "../../../components/cluster/compute/launch-template";
import { programOf } from "../../support/program";
import { readStackFile, STACKS } from "../../support/stack-files";
import type { Recording } from "../../support/record";
import { problemsWith } from "../../unit/config/fixtures";

type Program = Recording<unknown>;
type Props = Record<string, unknown>;
type Tags = Record<string, string>;

const BUCKET = "aws:s3/bucket:Bucket";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

function defaultTags(program: Program): Tags {
  return (JSON.parse(String(program.one("pulumi:providers:aws").inputs["defaultTags"])) as { tags: Tags }).tags;
}

function configuration(program: Program, addon: string): Record<string, Props> {
  const { inputs } = program.one("aws:eks/addon:Addon", `cluster-${addon}`);
  return JSON.parse(String(inputs["configurationValues"])) as Record<string, Props>;
}

/** The settings of one type, by the bucket they are for. */
function settings(program: Program, type: string): Map<unknown, Props> {
  return new Map(program.ofType(type).map(({ inputs }) => [inputs["bucket"], inputs]));
}

describe.each(STACKS)("buckets of %s", (stack) => {
  let program: Program;

  beforeAll(async () => {
    program = await programOf(stack);
  });

  it("have one lifecycle each, with a filter in every rule (hashicorp/terraform-provider-aws#25939)", () => {
    const buckets = program.ofType(BUCKET).map(({ inputs }) => inputs["bucket"]);
    const lifecycles = program.ofType(LIFECYCLE);
    expect(lifecycles.map(({ inputs }) => inputs["bucket"]).sort()).toEqual(buckets.sort());
    const rules = lifecycles.flatMap(({ inputs }) => inputs["rules"] as Props[]);
    expect(rules.map(({ filter, prefix }) => [filter, prefix])).toEqual(rules.map(() => [{ prefix: "" }, undefined]));
  });

  it("with versioning have a retention of noncurrent versions (mitodl/ol-infrastructure#5681)", () => {
    const versioned = [...settings(program, VERSIONING)].filter(
      ([, { versioningConfiguration }]) => (versioningConfiguration as Props)["status"] === "Enabled",
    );
    expect(versioned.length).toBeGreaterThan(0);
    for (const [bucket] of versioned) {
      const rules = settings(program, LIFECYCLE).get(bucket)?.["rules"] as Props[];
      expect(rules).toContainEqual(
        expect.objectContaining({
          noncurrentVersionExpiration: expect.objectContaining({
            noncurrentDays: expect.any(Number) as number,
          }) as Props,
        }),
      );
    }
  });
});

it("a bucket whose noncurrent versions never expire is refused (mitodl/ol-infrastructure#5681)", () => {
  expect(problemsWith({ "storage.buckets": { data: { versioning: true } } })).toEqual([
    "storage.buckets.data.noncurrentExpirationDays: storage/noncurrent-versions-never-expire",
  ]);
});

describe.each(STACKS)("tags of %s", (stack) => {
  let program: Program;

  beforeAll(async () => {
    program = await programOf(stack);
  });

  it("come only from the provider, as constants that no resource repeats (hashicorp/terraform-provider-aws#18311)", () => {
    const { environment, ...written } = {
      ...(readStackFile(stack).config["groundwork:tags"] as Props),
      environment: readStackFile(stack).config["groundwork:environment"],
    };
    const values = Object.values(defaultTags(program));
    const additional = (written as { additional?: Tags }).additional ?? {};
    const known = [environment, "Pulumi", ...Object.values(written), ...Object.values(additional)];
    expect(values.filter((value) => !known.includes(value))).toEqual([]);
    const keys = Object.keys(defaultTags(program));
    const repeating = program.resources.filter(({ inputs }) =>
      Object.keys(inputs["tags"] ?? {}).some((tag) => keys.includes(tag)),
    );
    expect(repeating.map(({ name }) => name)).toEqual([]);
  });

  it("leave room for two more tags on an S3 object, which can have ten (hashicorp/terraform-provider-aws#24692)", () => {
    const count = Object.keys(defaultTags(program)).length;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(8);
  });

  it("are on all resources that AWS and Kubernetes create (aws/containers-roadmap#1657)", () => {
    const tags = defaultTags(program);
    const pairs = Object.entries(tags).map(([tag, value]) => `${tag}=${value}`);
    const templates = program.ofType(LAUNCH_TEMPLATE);
    for (const { inputs } of templates) {
      expect(inputs["tagSpecifications"]).toEqual(
        ["instance", "volume", "network-interface"].map((resourceType) => ({
          resourceType,
          tags: expect.objectContaining(tags) as Tags,
        })),
      );
    }
    const groups = program
      .ofType("aws:autoscaling/tag:Tag")
      .map(({ inputs }) => inputs["tag"] as { key: string; value: string });
    expect(groups.map(({ key, value }) => `${key}=${value}`)).toEqual(templates.flatMap(() => pairs));
    expect(JSON.parse(String(configuration(program, "vpc-cni")["env"]?.["ADDITIONAL_ENI_TAGS"]))).toEqual(tags);
    expect(configuration(program, "aws-ebs-csi-driver")["controller"]?.["extraVolumeTags"]).toEqual(tags);
    const parameters = Object.entries(
      program.one("kubernetes:storage.k8s.io/v1:StorageClass", "cluster-gp3").inputs["parameters"] as Tags,
    );
    expect(parameters.filter(([name]) => name.startsWith("tagSpecification_")).map(([, pair]) => pair)).toEqual(pairs);
    const securityGroup = program
      .ofType("aws:ec2/tag:Tag")
      .map(({ inputs }) => `${String(inputs["key"])}=${String(inputs["value"])}`);
    expect(securityGroup).toEqual(pairs);
  });

  it("are not in instance metadata, where keys with a slash would prevent a node from starting (kubernetes/cloud-provider-aws#762)", () => {
    const options = program.ofType(LAUNCH_TEMPLATE).map(({ inputs }) => inputs["metadataOptions"]);
    expect(options.length).toBeGreaterThan(0);
    expect(options).toEqual(options.map(() => METADATA_OPTIONS));
    expect(METADATA_OPTIONS.instanceMetadataTags).toBe("disabled");
  });
});

it("tags that leave room for fewer than two more on an S3 object are refused (hashicorp/terraform-provider-aws#24692)", () => {
  expect(problemsWith({ "tags.additional": { One: "1", Two: "2" } })).toEqual([]);
  expect(problemsWith({ "tags.additional": { One: "1", Two: "2", Three: "3" } })).toHaveLength(1);
});
