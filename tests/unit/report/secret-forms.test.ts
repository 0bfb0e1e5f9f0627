import { stackReportSchema } from "../../../tools/report/model";
import { Redactor } from "../../../tools/report/read/secrets";
import { CANARY, diagnostic, ended, step } from "./fixture";
import { outputsOf, reportOf } from "./outputs";

describe("no output of a report contains", () => {
  it.each([
    "clientSecret",
    "token",
    "apiKey",
    "adminPassword",
    "secretKey",
    "accessKey",
    "connectionString",
    "passwordWo",
    "secretStringWo",
    "DB_PASSWORD",
  ])("a value of the key %s that nobody marked", (key) => {
    const event = step({
      op: "update",
      name: "a",
      old: { [key]: "one" },
      now: { [key]: CANARY },
      diff: { [key]: "update" },
    });
    expect(outputsOf([event, ended()])).not.toContain(CANARY);
  });

  it("a value that the caller knows to be secret, in any encoding", () => {
    const secret = `${CANARY}/"quoted"<&?>~~ÿ`;
    const forms = [
      secret,
      JSON.stringify(secret).replace("<", "\\u003c").replace("&", "\\u0026").replace(">", "\\u003e"),
      Buffer.from(secret).toString("base64url"),
      Buffer.from(`user:${secret}`).toString("base64"),
      Buffer.from(`ab:${secret}:`).toString("base64url"),
      Buffer.from(secret).toString("hex"),
      encodeURIComponent(secret).toLowerCase(),
      JSON.stringify({ a: secret }),
      Buffer.from(secret).toString("base64"),
      encodeURIComponent(secret),
    ];
    const outputs = outputsOf([...forms.map((form) => diagnostic(`provider said ${form}`)), ended("failed")], [secret]);
    for (const form of [CANARY, ...forms]) expect(outputs).not.toContain(form);
  });
});

it("hides a secret that another text has without its spaces", () => {
  expect(new Redactor([`${CANARY} \n`]).redact(`bad ${CANARY}.`)).toBe("bad [secret].");
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
    const { report } = reportOf(events);
    expect(stackReportSchema.safeParse(report).error?.issues).toBeUndefined();
    expect(report.outcome).toBe("refused");
    expect(report.changes.map(({ kind }) => kind)).toEqual(["delete", "update"]);
    expect(outputsOf(events)).not.toContain(`: ${word}-2`);
  },
);
