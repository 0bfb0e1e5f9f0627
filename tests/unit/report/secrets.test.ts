import type { Bill } from "../../../domain/cost/bill";
import { line } from "../../../domain/cost/bill-line";
import { reportStack } from "../../../tools/report/stack-report";
import { fingerprintOf } from "../../../tools/report/fingerprint";
import type { ReportEvent } from "../../../tools/report/read/engine-event";
import { readPreview } from "../../../tools/report/read/preview";
import { valuesEncryptedElsewhere } from "../../../tools/report/stack-file-secrets";
import { CANARIES } from "../../reports/canaries";
import { readRecorded } from "../../support/recorded-previews";
import { CANARY, diagnostic, ended, SECRET_VALUE, step } from "./fixture";
import { outputsOf } from "./outputs";

const LIST_UPDATE = {
  op: "update",
  name: "topic",
  diff: { "env[0].value": "update", "env[0].name": "update", "env[1]": "update" },
} as const;
const UPDATE = { op: "update", name: "topic", diff: { displayName: "update" } } as const;

describe("no output of a report contains", () => {
  it.each<[string, readonly ReportEvent[]]>([
    [
      "the plain value of a property that becomes secret",
      [
        step({
          ...UPDATE,
          old: { displayName: CANARY },
          oldOutputs: { displayName: CANARY },
          now: { displayName: SECRET_VALUE },
        }),
      ],
    ],
    [
      "the value of a property that ceases to be secret",
      [step({ ...UPDATE, old: { displayName: SECRET_VALUE }, now: { displayName: CANARY } })],
    ],
    [
      "an output that repeats a secret input",
      [
        step({
          op: "update",
          name: "topic",
          old: { a: SECRET_VALUE },
          oldOutputs: { a: CANARY },
          now: { a: SECRET_VALUE, b: CANARY },
          diff: { b: "add" },
        }),
      ],
    ],
    [
      "a secret inside a map or a list",
      [
        step({
          op: "update",
          name: "topic",
          old: { tags: { list: [CANARY] } },
          now: { tags: SECRET_VALUE },
          diff: { "tags.list[0]": "update" },
        }),
      ],
    ],
    [
      "a secret in an error of a provider",
      [
        step({ ...UPDATE, old: { displayName: CANARY }, now: { displayName: SECRET_VALUE } }),
        diagnostic(`InvalidParameter: {"DisplayName": "${CANARY}"}`),
      ],
    ],
    [
      "a secret of one resource in a policy document of another one",
      [
        step({ op: "same", name: "secret", old: { value: CANARY }, now: { value: SECRET_VALUE } }),
        step({
          op: "update",
          name: "policy",
          type: "aws:iam/policy:Policy",
          old: { policy: "{}" },
          now: { policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: CANARY }] }) },
          diff: { policy: "update" },
        }),
      ],
    ],
    [
      "the data of a Kubernetes Secret that nobody marked",
      [
        step({
          op: "update",
          name: "app",
          type: "kubernetes:core/v1:Secret",
          old: { stringData: { token: CANARY } },
          now: { stringData: { token: `${CANARY}-2` } },
          diff: { "stringData.token": "update" },
        }),
      ],
    ],
    [
      "a value of a list that shifts while it becomes secret",
      [
        step({
          ...LIST_UPDATE,
          old: { env: [{ name: "A", value: CANARY }] },
          now: {
            env: [
              { name: "N", value: "new" },
              { name: "A", value: SECRET_VALUE },
            ],
          },
        }),
      ],
    ],
    [
      "a value of a list from which an item before it is removed while it becomes secret",
      [
        step({
          ...LIST_UPDATE,
          old: {
            env: [
              { name: "X", value: "other" },
              { name: "A", value: CANARY },
            ],
          },
          now: { env: [{ name: "A", value: SECRET_VALUE }] },
        }),
      ],
    ],
    [
      "a value of a map whose key is renamed while it becomes secret",
      [
        step({
          op: "update",
          name: "topic",
          old: { env: { A: CANARY } },
          now: { env: { B: SECRET_VALUE } },
          diff: { "env.A": "delete", "env.B": "add" },
        }),
      ],
    ],
    [
      "a value of a resource that is renamed while it becomes secret",
      [
        step({ op: "delete", name: "one", old: { v: CANARY } }),
        step({ op: "create", name: "two", now: { v: SECRET_VALUE } }),
        diagnostic(`rejected: ${CANARY}`),
      ],
    ],
    [
      "a part of secret JSON in an error",
      [
        step({
          ...UPDATE,
          old: { displayName: `{"user":"a","password":"${CANARY}"}` },
          now: { displayName: SECRET_VALUE },
        }),
        diagnostic(`login failed with ${CANARY}`),
      ],
    ],
    [
      "the data of a Kubernetes Secret in an error, without its Base64",
      [
        step({
          op: "update",
          name: "app",
          type: "kubernetes:core/v1:Secret",
          old: { data: { token: "b3RoZXItdmFsdWU=" } },
          now: { data: { token: Buffer.from(CANARY).toString("base64") } },
          diff: { "data.token": "update" },
        }),
        diagnostic(`bad token ${CANARY}`),
      ],
    ],
    [
      "a secret in the name of a resource and in the key of a map",
      [
        step({ ...UPDATE, old: { displayName: CANARY }, now: { displayName: SECRET_VALUE } }),
        step({ op: "create", name: `queue-${CANARY}`, now: { [CANARY]: "1" } }),
        step({
          op: "update",
          name: "table",
          old: { tags: { [CANARY]: "1" } },
          now: { tags: { [CANARY]: "2" } },
          diff: { [`tags.${CANARY}`]: "update" },
        }),
      ],
    ],
  ])("%s", (_, events) => {
    expect(outputsOf([...events, ended()])).not.toContain(CANARY);
  });

  it("a secret inside JSON in a string, such as the environment of a container", () => {
    const definitions = (password: string): string => JSON.stringify([{ name: "web", settings: { password } }]);
    const [old, now] = [{ containers: definitions(CANARY) }, { containers: definitions(`${CANARY}-new`) }];
    expect(
      outputsOf([step({ op: "update", name: "task", old, now, diff: { containers: "update" } }), ended()]),
    ).not.toContain(CANARY);
  });

  it("a secret in the state or in the names of the bill", () => {
    const preview = readPreview([step({ ...UPDATE, old: { password: CANARY }, now: {} }), ended()]);
    const state = { resources: 1, pendingOperations: [{ urn: CANARY, operation: "creating" }], locks: [CANARY] };
    const bill: Bill = {
      fixed: [line(CANARY, 1, { usd: 1, per: "month", asOf: "2026-11-20", source: "" })],
      usage: [],
      unpriced: [CANARY],
      endpoints: [],
      region: "us-east-1",
      foreign: [],
      stale: [],
    };
    const { report } = reportStack(
      { stack: "dev", file: "Pulumi.dev.yaml", commands: [], state },
      {
        preview,
        bills: { before: { ...bill, fixed: [] }, after: bill },
        allowed: { label: "l", stateful: false, deletedPercent: 100, labels: [] },
      },
    );
    expect(report.cost?.after.fixedUsd).toBe(1);
    expect(report.state?.locks).toEqual(["[secret]"]);
    expect(JSON.stringify(report)).not.toContain(CANARY);
  });

  it("a canary of the recorded previews", () => {
    const { preview } = readRecorded("secrets");
    expect(JSON.stringify(preview)).toContain(CANARIES.plain);
    const outputs = outputsOf(preview);
    for (const canary of Object.values(CANARIES)) expect(outputs).not.toContain(canary);
  });
});

it("finds plain values of a stack file that the other version encrypts", () => {
  const plain = "config:\n  p:database:\n    password: one\n    name: app\n  p:token: two\n";
  const encrypted =
    "config:\n  p:database:\n    password:\n      secure: v1:x\n    name: app\n  p:token:\n    secure: v1:y\n";
  expect(valuesEncryptedElsewhere(plain, encrypted)).toEqual(["one", "two"]);
  expect(valuesEncryptedElsewhere(encrypted, plain)).toEqual(["one", "two"]);
  expect(valuesEncryptedElsewhere(encrypted, encrypted)).toEqual([]);
});

it("shows what is not secret beside a secret", () => {
  const outputs = outputsOf([
    step({
      op: "update",
      name: "topic",
      old: {
        env: [
          { name: "LOG", value: "debug-level" },
          { name: "A", value: SECRET_VALUE },
        ],
        isTokenAllowed: "no",
      },
      now: {
        env: [
          { name: "LOG", value: "error-level" },
          { name: "A", value: SECRET_VALUE },
        ],
        useMasterPassword: true,
      },
      diff: { "env[0].value": "update", useMasterPassword: "add" },
    }),
    ended(),
  ]);
  expect(outputs).toMatch(/debug-level[\s\S]*error-level/);
  expect(outputs).toContain('"path":"useMasterPassword","kind":"add","replaces":false,"after":"true"');
});

it("keeps the value of a secret out of the fingerprint: two values have one hash", () => {
  const of = (value: string): string => {
    const preview = readPreview([
      step({ ...UPDATE, old: { displayName: SECRET_VALUE }, now: { displayName: value } }),
      ended(),
    ]);
    return fingerprintOf("dev", preview, undefined, preview.secrets.redactor()).fingerprint;
  };
  expect(of(`${CANARY}-a`)).toBe(of(`${CANARY}-b`));
});
