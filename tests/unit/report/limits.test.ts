import { existsSync } from "node:fs";
import path from "node:path";

import { STATEFUL_TYPES } from "../../../domain/stateful-types";
import { limitsOf } from "../../../tools/report/limits";
import { changesOf } from "../../../tools/report/read/changes";
import { readPreview } from "../../../tools/report/read/preview";
import { Redactor } from "../../../tools/report/read/secrets";
import { step, type StepFixture } from "./fixture";

const DEFAULTS = { label: "allow-deletes", stateful: true, deletedPercent: 25, labels: [] };

/** The limits over which a change to a stack with 20 more resources is. */
function limitTexts(...changes: readonly StepFixture[]): readonly string[] {
  const same = Array.from({ length: 20 }, (_, index) => step({ op: "same", name: `same-${index}`, old: {}, now: {} }));
  const preview = readPreview([...same, ...changes.map(step)]);
  return limitsOf(changesOf(preview, new Redactor([])), preview, DEFAULTS).map(({ text }) => text);
}

function many(op: StepFixture["op"], count: number, prefix: string): readonly StepFixture[] {
  return Array.from({ length: count }, (_, index) => ({
    op,
    name: `${prefix}-${index}`,
    old: { a: 1 },
    now: { a: 2 },
  }));
}

describe("the deletion of a resource with data", () => {
  it.each([
    "aws:s3/bucketV2:BucketV2",
    "aws:elasticache/serverlessCache:ServerlessCache",
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
    "aws:rds/globalCluster:GlobalCluster",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:ec2/instance:Instance",
    "aws:ssm/parameter:Parameter",
    "kubernetes:apps/v1:StatefulSet",
    "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
  ])("needs a label for %s", (type) => {
    expect(limitTexts({ op: "delete", name: "it", type, old: {} })).toEqual([
      "The deletion of `it` destroys its data or its address.",
    ]);
  });

  it("is known by types that the provider has", () => {
    const modules = path.dirname(require.resolve("@pulumi/aws/package.json"));
    const files = [...STATEFUL_TYPES].flatMap((type) => /^aws:(.*):/.exec(type)?.[1] ?? []);
    expect(files.filter((file) => !existsSync(path.join(modules, `${file}.d.ts`)))).toEqual([]);
  });
});

describe("the share of deleted and replaced resources", () => {
  it.each<[string, readonly StepFixture[], readonly string[]]>([
    ["a quarter", many("delete", 6, "deleted"), []],
    ["more deletions", many("delete", 10, "deleted"), ["The change deletes 10 of 30 resources, more than 25%."]],
    ["more replacements", many("replace", 10, "replaced"), ["The change replaces 10 of 30 resources, more than 25%."]],
    [
      "both together",
      [...many("delete", 5, "deleted"), ...many("replace", 5, "replaced")],
      ["The change deletes 5 and replaces 5 of 30 resources, more than 25%."],
    ],
  ])("is limited: %s", (_, changes, texts) => {
    expect(limitTexts(...changes)).toEqual(texts);
  });
});
