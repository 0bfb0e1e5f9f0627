import { WRITES, writesOf } from "../../../../domain/bootstrap/writes";
import types from "../../../../sandbox/facts/aws-types.json";

/** Types that only the bootstrap creates. */
const OF_THE_BOOTSTRAP = ["aws:codebuild/project:Project", "aws:codebuild/webhook:Webhook", "aws:iam/policy:Policy"];

describe("the actions of a deployment", () => {
  it("are known for every type of resource that the platform creates", () => {
    const ofPlatform = Object.keys(types).filter((type) => !OF_THE_BOOTSTRAP.includes(type));
    const known = Object.keys(WRITES).map((type) => `aws:${type}`);
    expect(known.sort()).toEqual(ofPlatform.sort());
  });

  it("are listed once for each service, without wildcards", () => {
    const queues = ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"];
    expect(writesOf("sqs")).toEqual(queues);
    expect(Object.values(WRITES).flat().join()).not.toContain("*");
  });
});
