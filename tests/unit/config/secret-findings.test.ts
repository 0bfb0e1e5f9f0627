import { check } from "../../../config/check/check";
import { fileText, MINIMAL, problemsWith, sourceOf, TODAY, verdictOn } from "./fixtures";

const SECRET = { secure: "v1:canary" };

describe("an encrypted value", () => {
  it.each<[string, object, string]>([
    [
      "configuration of a core add-on",
      { addons: { coredns: { configuration: { a: { b: SECRET } } } } },
      "addons.coredns.configuration.a.b",
    ],
    [
      "configuration of an extra add-on",
      { extraAddons: { adot: { version: "v1.0.0-eksbuild.1", configuration: { a: [SECRET] } } } },
      "extraAddons.adot.configuration.a[0]",
    ],
    ["Helm values", { externalSecrets: { values: { token: SECRET } } }, "externalSecrets.values.token"],
  ])("is refused in %s", (_, cluster, path) => {
    const edits = Object.fromEntries(Object.entries(cluster).map(([key, value]) => [`cluster.${key}`, value]));
    expect(problemsWith(edits)).toEqual([`cluster.${path}: schema/secret-in-free-form`]);
    expect(JSON.stringify(verdictOn(edits).problems)).not.toContain("canary");
  });

  it("is accepted where the schema has a type", () => {
    expect(problemsWith({ "tags.costCenter": SECRET })).toEqual([]);
  });
});

describe("credentials of the AWS provider", () => {
  const problemsOf = (line: string): unknown[] => [
    ...check(sourceOf(`${fileText(MINIMAL)}  ${line}\n`), TODAY).problems,
  ];

  it.each(["accessKey", "secretKey", "token"])("are refused in plain text, and not shown: aws:%s", (key) => {
    const problems = problemsOf(`aws:${key}: canary`);
    expect(problems).toMatchObject([{ code: "schema/plain-credentials", path: `aws:${key}`, found: undefined }]);
    expect(JSON.stringify(problems)).not.toContain("canary");
  });

  it("are accepted if they are encrypted", () => {
    expect(problemsOf("aws:secretKey: { secure: v1:canary }")).toEqual([]);
  });

  it("are not other settings of the provider", () => {
    expect(problemsOf("aws:region: eu-west-1")).toEqual([]);
  });
});

describe("a value that a person writes at a secret of AWS Secrets Manager", () => {
  it.each<[string, unknown]>([
    ["an unknown key", { value: "hunter2-hunter2" }],
    ["the secret itself", "hunter2-hunter2"],
  ])("is refused without being shown: %s", (_, settings) => {
    const { problems } = verdictOn({ "storage.secrets": { db: settings } });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain("hunter2");
  });

  it("is shown for keys that the schema has", () => {
    const { problems } = verdictOn({ "storage.secrets": { db: { recoveryDays: 3 } } });
    expect(problems[0]?.found).toBe("3");
  });
});
