import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { SCOPE } from "./fixture";

const STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const FILTER = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter";
const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const S3 = { bucketArn: "arn:aws:s3:::logs", bufferingSize: 5, bufferingInterval: 300 };

function cloud(): Cloud {
  const own = new Cloud(new World());
  own.create("aws:s3/bucket:Bucket", "logs", { bucket: "logs" }, SCOPE);
  return own;
}

function create(own: Cloud, s3: object = {}, inputs: object = {}): void {
  const all = { name: "archive", destination: "extended_s3", extendedS3Configuration: { ...S3, ...s3 }, ...inputs };
  own.create(STREAM, "archive", all, SCOPE);
}

describe("streams of Amazon Data Firehose in the sandbox", () => {
  it("are created for an existing bucket", () => {
    expect(() => {
      create(cloud());
    }).not.toThrow();
  });

  it.each<[string, object, object, string]>([
    ["a name that is too long", {}, { name: "a".repeat(65) }, "not a name of a stream"],
    ["a bucket that does not exist", { bucketArn: "arn:aws:s3:::other" }, {}, "does not exist"],
    ["a buffer that is too large", { bufferingSize: 129 }, {}, "up to 128 MB"],
    ["a prefix with an expression, and no error prefix", { prefix: "a/!{timestamp:yyyy}/" }, {}, "error-output-type"],
    [
      "a log stream for errors that does not exist",
      { cloudwatchLoggingOptions: { enabled: true, logGroupName: "errors", logStreamName: "s" } },
      {},
      "does not exist",
    ],
  ])("are refused with %s", (_, s3, inputs, refusal) => {
    expect(() => {
      create(cloud(), s3, inputs);
    }).toThrow(refusal);
  });

  it("are refused a second time with the same name", () => {
    const own = cloud();
    create(own);
    expect(() => {
      create(own);
    }).toThrow("already exists");
  });
});

describe("subscriptions to a stream in the sandbox", () => {
  const ARN = `arn:aws:firehose:${SCOPE.region}:${SCOPE.accountId}:deliverystream/archive`;
  const subscribe = (own: Cloud, inputs: object, group: object = {}): void => {
    own.create(GROUP, "app", { name: "app", ...group }, SCOPE);
    own.create(FILTER, "f", { name: "f", logGroup: "app", destinationArn: ARN, roleArn: "arn:r", ...inputs }, SCOPE);
  };

  it("are created", () => {
    const own = cloud();
    create(own);
    expect(() => {
      subscribe(own, {});
    }).not.toThrow();
  });

  it("are refused if the stream does not exist", () => {
    expect(() => {
      subscribe(cloud(), {});
    }).toThrow("Could not deliver test message");
  });

  it("are refused without a role", () => {
    const own = cloud();
    create(own);
    expect(() => {
      subscribe(own, { roleArn: undefined });
    }).toThrow("needs a roleArn");
  });

  it("are refused for log groups of another class", () => {
    const own = cloud();
    create(own);
    expect(() => {
      subscribe(own, {}, { logGroupClass: "INFREQUENT_ACCESS" });
    }).toThrow("does not support subscription filters");
  });
});
