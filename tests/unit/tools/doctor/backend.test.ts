import { checkBackend, findBackend } from "../../../../tools/doctor/checks/backend";
import { type Answers, CALLER, contextWith, NO_CALLER, statuses } from "./fixture";

const BUCKET = { url: "s3://state/stacks/dev?region=eu-west-1" };
const VERSIONING = "aws s3api get-bucket-versioning --bucket state --region eu-west-1 --output json";
const GOOD: Answers = {
  [VERSIONING]: JSON.stringify({
    Status: "Enabled",
  }),
  "aws s3api get-bucket-encryption": '{"SSEAlgorithm": "aws:kms"}',
};

describe("the backend", () => {
  it("is that of the environment, or that of the login", async () => {
    expect(await findBackend(contextWith({}, { env: { PULUMI_BACKEND_URL: BUCKET.url } }))).toEqual(BUCKET);
    expect(await findBackend(contextWith({ "pulumi whoami": JSON.stringify(BUCKET) }))).toEqual(BUCKET);
  });

  it.each([
    [contextWith({}, { engine: "PATH: none" }), "skipped"],
    [contextWith({ pulumi: { error: "log in" } }), "warn"],
  ])("is unknown without a CLI or a login", async (context, status) => {
    const backend = await findBackend(context);
    expect(statuses(await checkBackend(backend, CALLER, context))).toEqual({ Backend: status });
  });

  it.each([
    [{}, { "State versions": "pass", "State encryption": "pass" }],
    [{ [VERSIONING]: "" }, { "State versions": "fail" }],
    [{ "aws s3api get-bucket-encryption": '{"SSEAlgorithm": "AES256"}' }, { "State encryption": "warn" }],
    [{ "aws s3api get-bucket-encryption": { error: "AccessDenied" } }, { "State encryption": "skipped" }],
  ])("of a bucket with the answers %j: %j", async (changes: Answers, expected) => {
    const findings = await checkBackend(BUCKET, CALLER, contextWith({ ...GOOD, ...changes }));
    expect(statuses(findings)).toMatchObject({ Backend: "pass", ...expected });
  });

  it("is skipped if the credentials may not read the settings of the bucket", async () => {
    const context = contextWith({ aws: { error: "An error occurred (AccessDenied)" } });
    expect(statuses(await checkBackend(BUCKET, CALLER, context))).toEqual({ Backend: "skipped" });
  });

  it("fails if the bucket does not answer, and is skipped without credentials", async () => {
    const context = contextWith({ aws: { error: "NoSuchBucket" } });
    expect(statuses(await checkBackend(BUCKET, CALLER, context))).toEqual({ Backend: "fail" });
    expect(statuses(await checkBackend(BUCKET, NO_CALLER, context))).toEqual({ Backend: "skipped" });
  });

  it.each([
    ["file:///tmp/state", { Backend: "warn" }],
    ["https://api.pulumi.com", { Backend: "pass" }],
    ["gs://state", { Backend: "pass", "State versions and encryption": "skipped" }],
  ])("at %s: %j", async (url, expected) => {
    expect(statuses(await checkBackend({ url }, CALLER, contextWith({})))).toEqual(expected);
  });
});
