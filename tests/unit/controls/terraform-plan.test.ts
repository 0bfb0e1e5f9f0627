import { readFileSync } from "node:fs";
import path from "node:path";

import { readOutput } from "../../../tools/controls/checkov/checkov";
import { unexplainedRemarks } from "../../../tools/controls/checkov/remarks";
import { terraformPlan } from "../../../tools/controls/checkov/terraform-plan";
import { terraformType } from "../../../tools/controls/checkov/terraform-types";
import { evidenceOf } from "../../../tools/controls/evidence";
import { PROJECT_DIR } from "../../support/stack-files";
import { control, ORDERS, outcome, subject, WAIVER } from "./fixture";

const BUCKET = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::data";
const RULES = "urn:pulumi:dev::shop::aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration::data.rules";

describe("a Terraform plan of a state", () => {
  it("has the types, names, blocks and references of Terraform", () => {
    const plan = terraformPlan([
      {
        urn: BUCKET,
        type: "aws:s3/bucket:Bucket",
        inputs: { __defaults: [], forceDestroy: true, tags: { aKey: "x" } },
      },
      {
        urn: RULES,
        type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        inputs: {
          bucket: "data",
          rules: [{ id: "a", filter: { prefix: "" }, transitions: [{ storageClass: "GLACIER" }] }],
        },
        propertyDependencies: { bucket: [BUCKET], rules: null },
      },
      { urn: "urn:pulumi:dev::shop::groundwork:storage:Bucket::data", type: "groundwork:storage:Bucket" },
    ]);
    expect(plan).toMatchObject({
      planned_values: {
        root_module: {
          resources: [
            { address: "aws_s3_bucket.data", values: { force_destroy: true, tags: { aKey: "x" } } },
            {
              address: "aws_s3_bucket_lifecycle_configuration.data_rules",
              values: {
                bucket: "data",
                rule: [{ id: "a", filter: [{ prefix: "" }], transition: [{ storage_class: "GLACIER" }] }],
              },
            },
          ],
        },
      },
      configuration: {
        root_module: {
          resources: [
            { expressions: {} },
            { expressions: { bucket: { references: ["aws_s3_bucket.data.id", "aws_s3_bucket.data"] } } },
          ],
        },
      },
    });
  });

  it("has a type for each AWS resource of the prod stack", () => {
    const graph = readFileSync(path.join(PROJECT_DIR, "tests/program/golden/prod.json"), "utf8");
    const types = [...new Set(graph.match(/aws:\w+\/\w+:\w+/g))];
    expect(types.length).toBeGreaterThan(40);
    expect(types.filter((type) => !/^aws_[a-z0-9_]+$/.test(terraformType(type) ?? ""))).toEqual([]);
  });
});

describe("the remarks of Checkov", () => {
  const output = (...failed: readonly string[]): string =>
    JSON.stringify({
      results: {
        failed_checks: failed.map((check_id) => ({
          check_id,
          check_name: "A title",
          resource: "aws_sqs_queue.orders",
        })),
      },
      summary: { passed: 3, parsing_errors: 0 },
    });
  const urns = new Map([["aws_sqs_queue.orders", ORDERS.urn]]);

  it("name the resources of the stack", () => {
    expect(readOutput(output("CKV_AWS_27"), urns)).toEqual({
      passed: 3,
      remarks: [{ check: "CKV_AWS_27", title: "A title", urn: ORDERS.urn }],
    });
  });

  it("are explained by a waiver or an exception of the same resource, by a reason and as errors, and by nothing else", () => {
    const controls = [
      control({ ids: ["CKV_WAIVED"] }),
      control({ ids: ["CKV_MET"], met: { rules: [] } }),
      control({ ids: ["CKV_EXCEPT"], met: { rules: ["queue-kept"] }, exception: "Dead-letter queues" }),
      control({ ids: ["CKV_EXCEPT_OTHER"], met: { rules: ["queue-sent"] }, exception: "Dead-letter queues" }),
      control({ ids: ["CKV_REASON"], met: { notApplicable: "No queue" } }),
      control({ ids: ["CKV_ERROR"], met: { rules: [] }, scannerError: "Checkov is old" }),
    ];
    const outcomes = new Map([
      ["queue-encrypted", outcome({ waived: [{ urn: ORDERS.urn, message: "", waiver: WAIVER }] })],
      ["queue-kept", outcome({ accepted: [ORDERS.urn] })],
      ["queue-sent", outcome({ accepted: [subject("mails", ORDERS.type).urn] })],
    ]);
    const evidence = evidenceOf(controls, undefined, [ORDERS], outcomes);
    const { remarks } = readOutput(output(...controls.map(({ id }) => id), "CKV_UNKNOWN"), urns);
    const checks = unexplainedRemarks(remarks, controls, evidence).map(({ check }) => check);
    expect(checks).toEqual(["CKV_MET", "CKV_EXCEPT_OTHER", "CKV_UNKNOWN"]);
  });
});
