import { problemsWith, type Edits } from "../fixtures";
import { times } from "../many";

const readable = (count: number): Edits => ({
  "aws.organizationId": "o-a1b2c3d4e5",
  "network.readableBuckets": times(count, (index) => `${"b".repeat(55)}-${index + 1000}`),
});

describe("readable buckets of an organization", () => {
  it("are accepted as far as the policy of the S3 endpoint has room for them", () => {
    expect(problemsWith(readable(125))).toEqual([]);
  });

  it("are refused beyond the length of an endpoint policy, which AWS never raises", () => {
    expect(problemsWith(readable(150))).toEqual(["network.readableBuckets: network/endpoint-policy-quota"]);
  });
});
