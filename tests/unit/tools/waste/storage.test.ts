import { readBuckets, readObjects } from "../../../../tools/waste/storage";
import { fakeAws, metricData, tagList, TODAY, valueOf } from "./fake-aws";

const TIME = "2026-08-20T10:00:00+00:00";
const CREATED = new Date(TIME);
const TAGS = { Project: "shop", Name: "web" };

describe("buckets", () => {
  it("are those of the Region, with their daily size and number of objects, also without tags", async () => {
    const { scope, calls } = fakeAws({
      "s3api list-buckets": { Buckets: ["logs", "plain"].map((Name) => ({ Name, CreationDate: TIME })) },
      "s3api get-bucket-tagging": (args) =>
        valueOf(args, "--bucket") === "logs" ? { TagSet: tagList(TAGS) } : { stderr: "(NoSuchTagSet) does not exist" },
      "cloudwatch get-metric-data": metricData({
        "NumberOfObjects logs": [5, 6],
        "BucketSizeBytes logs": [100, 200],
        "NumberOfObjects plain": [1],
      }),
    });
    expect(await readBuckets(scope, () => undefined)).toEqual([
      {
        ...{ type: "bucket", id: "logs", tags: TAGS, created: CREATED },
        days: [
          { objects: 5, bytes: 100 },
          { objects: 6, bytes: 200 },
        ],
      },
      { type: "bucket", id: "plain", tags: {}, created: CREATED, days: [{ objects: 1, bytes: 0 }] },
    ]);
    expect(calls[0]).toContain("--bucket-region eu-west-1");
  });
});

describe("a bucket whose tags the credentials may not read", () => {
  it("is skipped with the reason, and the others are read", async () => {
    const { scope } = fakeAws({
      "s3api list-buckets": { Buckets: [{ Name: "shop-bootstrap-state" }, { Name: "logs" }] },
      "s3api get-bucket-tagging": (args) =>
        valueOf(args, "--bucket") === "logs" ? { TagSet: [] } : { stderr: "(AccessDenied) explicit deny" },
      "cloudwatch get-metric-data": metricData({}),
    });
    const skipped: string[] = [];
    const found = await readBuckets(scope, (what, why) => skipped.push(`${what}: ${why}`));
    expect(found.map(({ id }) => id)).toEqual(["logs"]);
    expect(skipped).toEqual([
      "bucket shop-bootstrap-state: `aws s3api get-bucket-tagging` failed: (AccessDenied) explicit deny",
    ]);
  });
});

describe("old objects", () => {
  const entry = { bucket: "scratch", prefix: "tmp/", olderThanDays: 30 };
  const day = (days: number): string => new Date(TODAY.getTime() - days * 86_400_000).toISOString();
  const objects = (...ages: number[]): object[] =>
    ages.map((age, index) => ({ Key: `tmp/${index}`, LastModified: day(age), Size: 10 }));

  it("are those of a prefix that were written before the day of the entry", async () => {
    const { scope, calls } = fakeAws({ "s3api list-objects-v2": { Contents: objects(29, 31, 400) } });
    expect(await readObjects(entry, scope)).toEqual({
      ...{
        type: "objects",
        id: "s3://scratch/tmp/",
        tags: {},
        count: 2,
        bytes: 20,
        olderThanDays: 30,
        isPartial: false,
      },
    });
    expect(calls).toEqual([
      "s3api list-objects-v2 --bucket scratch --prefix tmp/ --max-items 10000 --region eu-west-1 --output json",
    ]);
  });

  it("have the tag of the entry, which is read of old objects only", async () => {
    const { scope, calls } = fakeAws({
      "s3api list-objects-v2": { Contents: objects(1, 31, 32) },
      "s3api get-object-tagging": (args) => ({
        TagSet: tagList({ Temporary: valueOf(args, "--key") === "tmp/1" ? "true" : "false" }),
      }),
    });
    const found = await readObjects({ ...entry, prefix: "", tag: "Temporary=true" }, scope);
    expect(found).toMatchObject({ id: "s3://scratch/ with the tag Temporary=true", count: 1, isPartial: false });
    expect(calls.filter((call) => call.includes("get-object-tagging"))).toHaveLength(2);
    expect(calls[0]).not.toContain("--prefix");
  });

  it("are partly read in a large bucket, and say so", async () => {
    const { scope } = fakeAws({ "s3api list-objects-v2": { Contents: objects(31), NextToken: "x" } });
    expect((await readObjects(entry, scope)).isPartial).toBe(true);
    const many = fakeAws({
      "s3api list-objects-v2": { Contents: objects(...Array.from({ length: 1001 }, () => 31)) },
      "s3api get-object-tagging": { TagSet: [] },
    });
    expect((await readObjects({ ...entry, tag: "a=b" }, many.scope)).isPartial).toBe(true);
    expect(many.calls).toHaveLength(1001);
  });

  it("are none of an empty bucket, for which the CLI prints nothing", async () => {
    const scope = { ...fakeAws({}).scope, aws: () => Promise.resolve({ exitCode: 0, stdout: "", stderr: "" }) };
    expect((await readObjects(entry, scope)).count).toBe(0);
  });
});
