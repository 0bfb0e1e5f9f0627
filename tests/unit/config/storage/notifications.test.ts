import { problemsWith } from "../fixtures";
import { BUCKET, bucket } from "./fixture";

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:q";
const CREATED = ["s3:ObjectCreated:*"];

describe("the notifications of a bucket", () => {
  it.each<[string, object]>([
    [
      "for different events, with one destination of each kind",
      {
        a: { queueArn: QUEUE, events: ["s3:ObjectCreated:Put"] },
        b: { topicArn: "arn:aws:sns:eu-west-1:111122223333:t", events: ["s3:ObjectCreated:Copy"] },
        c: { functionArn: "arn:aws:lambda:eu-west-1:111122223333:function:f", events: ["s3:ObjectRemoved:*"] },
      },
    ],
    [
      "for prefixes that do not overlap",
      {
        a: { queueArn: QUEUE, events: CREATED, prefix: "in/" },
        b: { queueArn: QUEUE, events: CREATED, prefix: "out/" },
      },
    ],
    [
      "for suffixes that do not overlap under one prefix",
      {
        a: { queueArn: QUEUE, events: CREATED, prefix: "in/", suffix: ".csv" },
        b: { queueArn: QUEUE, events: CREATED, prefix: "in/", suffix: ".json" },
      },
    ],
  ])("may be %s", (_, notifications) => {
    expect(problemsWith(bucket({ notifications }))).toEqual([]);
  });

  it("may be for the same events as those of another bucket", () => {
    const notifications = { a: { queueArn: QUEUE, events: CREATED } };
    const one = { noncurrentExpirationDays: 30, notifications };
    expect(problemsWith({ "storage.buckets": { data: one, other: one } })).toEqual([]);
  });

  it.each<[string, object, string]>([
    ["without a destination", { a: { events: CREATED } }, "a: storage/notification-without-destination"],
    [
      "with two destinations in one notification",
      { a: { queueArn: QUEUE, topicArn: "arn:aws:sns:eu-west-1:111122223333:t", events: CREATED } },
      "a.topicArn: storage/notification-with-several-destinations",
    ],
    [
      "to a queue in another Region",
      { a: { queueArn: QUEUE.replace("west", "north"), events: CREATED } },
      "a.queueArn: storage/notification-to-another-region",
    ],
    [
      "to a function of another account",
      { a: { functionArn: "arn:aws:lambda:eu-west-1:444455556666:function:f", events: CREATED } },
      "a.functionArn: storage/notification-function-of-another-account",
    ],
    [
      "for the same event on every object",
      { a: { queueArn: QUEUE, events: CREATED }, b: { queueArn: QUEUE, events: ["s3:ObjectCreated:Put"] } },
      "b.events: storage/notifications-overlap",
    ],
    [
      "for a prefix and for a longer prefix",
      {
        a: { queueArn: QUEUE, events: CREATED, prefix: "in/csv/" },
        b: { queueArn: QUEUE, events: CREATED, prefix: "in/", suffix: ".csv" },
      },
      "b.events: storage/notifications-overlap",
    ],
  ])("cannot be %s", (_, notifications, problem) => {
    expect(problemsWith(bucket({ notifications }))).toEqual([`${BUCKET}.notifications.${problem}`]);
  });

  it.each([
    ["queueArn", `${QUEUE}.fifo`],
    ["topicArn", "arn:aws:sns:eu-west-1:111122223333:t.fifo"],
    ["functionArn", "arn:aws:lambda:eu-west-1:111122223333:function:f:live"],
  ])("cannot have a destination that S3 does not support: %s %s", (destination, arn) => {
    const notifications = { a: { [destination]: arn, events: CREATED } };
    expect(problemsWith(bucket({ notifications }))).toEqual([
      expect.stringContaining(`${BUCKET}.notifications.a.${destination}: schema/`),
    ]);
  });
});
