import { fingerprintOf } from "../../../tools/report/fingerprint";
import { FORMAT_VERSION, type Report, stackReportSchema } from "../../../tools/report/model";
import type { ReportEvent } from "../../../tools/report/read/engine-event";
import { readPreview } from "../../../tools/report/read/preview";
import { Redactor } from "../../../tools/report/read/secrets";
import { renderComment, renderSummary } from "../../../tools/report/render/comment";
import { renderPage } from "../../../tools/report/render/page";
import { valuesEncryptedElsewhere } from "../../../tools/report/stack-file-secrets";
import { reportStack } from "../../../tools/report/stack-report";
import { renderStack } from "../../../tools/report/terminal";
import { CANARIES } from "../../reports/canaries";
import { readRecorded } from "../../support/recorded-previews";
import { CANARY, diagnostic, ended, SECRET_VALUE, step } from "./fixture";

const ALLOWED = { label: "allow-deletes", stateful: true, deletedPercent: 25, labels: [] };
const FACTS = { stack: "dev", file: "Pulumi.dev.yaml", commands: [] };

/** Everything that a report of these events writes. */
function outputsOf(events: readonly ReportEvent[], secrets: readonly unknown[] = []): string {
  const { report, fingerprint } = reportStack(FACTS, { preview: readPreview(events), allowed: ALLOWED, secrets });
  const whole: Report = {
    formatVersion: FORMAT_VERSION,
    isSimulated: true,
    versions: { groundwork: "0", pulumi: "0" },
    stacks: [report],
  };
  return [
    JSON.stringify(whole),
    JSON.stringify(fingerprint),
    renderComment([whole]),
    renderSummary([whole]),
    renderPage([whole]),
    renderStack(report),
  ].join("\n");
}

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
  ])("%s", (_, events) => {
    expect(outputsOf([...events, ended()])).not.toContain(CANARY);
  });

  it("a value that the caller knows to be secret, in any encoding", () => {
    const secret = `${CANARY}/"quoted"`;
    const forms = [
      secret,
      JSON.stringify({ a: secret }),
      Buffer.from(secret).toString("base64"),
      encodeURIComponent(secret),
    ];
    const outputs = outputsOf([...forms.map((form) => diagnostic(`provider said ${form}`)), ended("failed")], [secret]);
    for (const form of [CANARY, ...forms]) expect(outputs).not.toContain(form);
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

it("hides the longest secret first, and does not search for short ones", () => {
  const redactor = new Redactor(["token", "token-long", "on"]);
  expect(redactor.redact("token-long token on")).toBe("[secret] [secret] on");
});

it.each(["update", "refused", "changed", "delete", "public-exposure", "mandatory", "allow-deletes"])(
  "keeps a report valid if a secret is equal to the word %s",
  (word) => {
    const events = [
      step({
        op: "update",
        name: "a",
        old: { password: word },
        now: { password: `${word}-2` },
        diff: { password: "update" },
      }),
      step({ op: "delete", name: "db", type: "aws:rds/instance:Instance", old: {} }),
      ended(),
    ];
    const { report } = reportStack(FACTS, { preview: readPreview(events), allowed: ALLOWED });
    expect(stackReportSchema.safeParse(report).error?.issues).toBeUndefined();
    expect(report.outcome).toBe("refused");
    expect(report.changes.map(({ kind }) => kind)).toEqual(["delete", "update"]);
    expect(outputsOf(events)).not.toContain(`: ${word}-2`);
  },
);

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
