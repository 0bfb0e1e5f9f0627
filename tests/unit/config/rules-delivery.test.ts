import { type Edits, problemsWith } from "./fixtures";

const AT = "storage.buckets.data";
const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:q";
const CREATED = ["s3:ObjectCreated:*"];

const bucket = (settings: object): Edits => ({
  "storage.buckets": { data: { noncurrentExpirationDays: 30, ...settings } },
});
const replicated = (settings: object = {}): Edits => ({
  ...bucket({ replicate: true, ...settings }),
  "aws.secondRegion": "eu-central-1",
});
const notifying = (notifications: object): Edits => bucket({ notifications });

describe("replication rules", () => {
  it("allow a replica of a bucket that keeps versions", () => {
    expect(problemsWith(replicated())).toEqual([]);
    expect(problemsWith(replicated({ class: "logs", versioning: true }))).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "no second Region",
      bucket({ replicate: true }),
      [`${AT}.replicate: There is no second Region for the replica to be in.`],
    ],
    [
      "no versions",
      replicated({ versioning: false }),
      [`${AT}.replicate: S3 replicates versions, and the bucket keeps none.`],
    ],
    [
      "what is thrown away",
      replicated({ class: "scratch", versioning: true }),
      [`${AT}.replicate: What is scratch is thrown away; a replica of it is paid for all the same.`],
    ],
  ])("refuse a replica of %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});

describe("notification rules", () => {
  it.each<[string, object]>([
    [
      "one target of each kind for other events",
      {
        a: { queueArn: QUEUE, events: ["s3:ObjectCreated:Put"] },
        b: { topicArn: "arn:aws:sns:eu-west-1:111122223333:t", events: ["s3:ObjectCreated:Copy"] },
        c: { functionArn: "arn:aws:lambda:eu-west-1:111122223333:function:f", events: ["s3:ObjectRemoved:*"] },
      },
    ],
    [
      "prefixes that exclude each other",
      {
        a: { queueArn: QUEUE, events: CREATED, prefix: "in/" },
        b: { queueArn: QUEUE, events: CREATED, prefix: "out/" },
      },
    ],
    [
      "suffixes that exclude each other under one prefix",
      {
        a: { queueArn: QUEUE, events: CREATED, prefix: "in/", suffix: ".csv" },
        b: { queueArn: QUEUE, events: CREATED, prefix: "in/", suffix: ".json" },
      },
    ],
  ])("allow %s", (_, notifications) => {
    expect(problemsWith(notifying(notifications))).toEqual([]);
  });

  it("take buckets one by one", () => {
    const notifications = { a: { queueArn: QUEUE, events: CREATED } };
    const one = { noncurrentExpirationDays: 30, notifications };
    expect(problemsWith({ "storage.buckets": { data: one, other: one } })).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ["nobody to tell", { a: { events: CREATED } }, [`${AT}.notifications.a: A notification says whom it tells.`]],
    [
      "two to tell at once",
      { a: { queueArn: QUEUE, topicArn: "arn:aws:sns:eu-west-1:111122223333:t", events: CREATED } },
      [`${AT}.notifications.a.topicArn: A notification has one target; a second one takes a second notification.`],
    ],
    [
      "a queue in another Region",
      { a: { queueArn: QUEUE.replace("west", "north"), events: CREATED } },
      [`${AT}.notifications.a.queueArn: S3 tells only what is in the bucket's Region.`],
    ],
    [
      "a function of another account",
      { a: { functionArn: "arn:aws:lambda:eu-west-1:444455556666:function:f", events: CREATED } },
      [
        `${AT}.notifications.a.functionArn: The permission to invoke a function of another account is that account's to give.`,
      ],
    ],
    [
      "the same event on every object",
      { a: { queueArn: QUEUE, events: CREATED }, b: { queueArn: QUEUE, events: ["s3:ObjectCreated:Put"] } },
      [
        `${AT}.notifications.b.events: S3 tells of an event on an object once, and the other notification asks for it too.`,
      ],
    ],
    [
      "a prefix within another",
      {
        a: { queueArn: QUEUE, events: CREATED, prefix: "in/csv/" },
        b: { queueArn: QUEUE, events: CREATED, prefix: "in/", suffix: ".csv" },
      },
      [
        `${AT}.notifications.b.events: S3 tells of an event on an object once, and the other notification asks for it too.`,
      ],
    ],
  ])("refuse %s", (_, notifications, problems) => {
    expect(problemsWith(notifying(notifications))).toEqual(problems);
  });

  it.each([
    ["queueArn", `${QUEUE}.fifo`],
    ["topicArn", "arn:aws:sns:eu-west-1:111122223333:t.fifo"],
    ["functionArn", "arn:aws:lambda:eu-west-1:111122223333:function:f:live"],
  ])("refuse what S3 does not tell: %s %s", (target, arn) => {
    expect(problemsWith(notifying({ a: { [target]: arn, events: CREATED } }))).toHaveLength(1);
  });
});
