import { type Edits, problemsWith } from "../fixtures";
import { BUCKET, bucket } from "./fixture";

const replicated = (settings: object = {}): Edits => ({
  ...bucket({ replicate: true, ...settings }),
  "aws.secondRegion": "eu-central-1",
});

describe("the replica of a bucket", () => {
  it("is allowed for buckets with versioning", () => {
    expect(problemsWith(replicated())).toEqual([]);
    expect(problemsWith(replicated({ class: "logs", versioning: true }))).toEqual([]);
  });

  it.each<[string, Edits, string]>([
    ["without a second Region", bucket({ replicate: true }), "storage/replica-without-second-region"],
    ["without versioning", replicated({ versioning: false }), "storage/replication-without-versioning"],
    ["for class scratch", replicated({ class: "scratch", versioning: true }), "storage/replica-of-scratch"],
  ])("is refused %s", (_, edits, code) => {
    expect(problemsWith(edits)).toEqual([`${BUCKET}.replicate: ${code}`]);
  });
});
