import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { SCOPE } from "./fixture";

const CANARY = "aws:synthetics/canary:Canary";
const INPUTS = {
  name: "home",
  runtimeVersion: "syn-nodejs-3.1",
  s3Bucket: "scripts",
  s3Key: "a.zip",
  schedule: { expression: "rate(1 minute)" },
  runConfig: { timeoutInSeconds: 30 },
};

function creating(inputs: object, times = 1): () => void {
  const cloud = new Cloud(new World());
  cloud.create("aws:s3/bucket:Bucket", "scripts", { bucket: "scripts" }, SCOPE);
  cloud.create("aws:s3/bucketObjectv2:BucketObjectv2", "script", { bucket: "scripts", key: "a.zip" }, SCOPE);
  return () => {
    for (let count = 0; count < times; count++) cloud.create(CANARY, `c${count}`, { ...INPUTS, ...inputs }, SCOPE);
  };
}

describe("canaries in the sandbox", () => {
  it("are created", () => {
    expect(creating({})).not.toThrow();
  });

  it.each<[string, object, string]>([
    ["a name with capitals", { name: "Home" }, "not a name"],
    ["a runtime that AWS deprecated", { runtimeVersion: "syn-nodejs-puppeteer-6.2" }, "Deprecated runtime"],
    ["a run every two hours", { schedule: { expression: "rate(120 minutes)" } }, "once an hour"],
    ["runs that overlap", { runConfig: { timeoutInSeconds: 61 } }, "longer than the schedule"],
    ["code that does not exist", { s3Key: "b.zip" }, "does not exist"],
  ])("are refused with %s", (_, inputs, refusal) => {
    expect(creating(inputs)).toThrow(refusal);
  });

  it("are refused with the name of another", () => {
    expect(creating({}, 2)).toThrow("ConflictException");
  });
});
