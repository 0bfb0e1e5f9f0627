import { LOG_GROUP, LOG_STREAM } from "./cloudwatch";
import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";

export const DELIVERY_STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const BUCKET = "aws:s3/bucket:Bucket";

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html */
const MOST_MEGABYTES = 128;
const MOST_SECONDS = 900;

/** Streams of Amazon Data Firehose. */
export const firehose: ServiceTable = {
  [DELIVERY_STREAM]: {
    id: streamArn,
    outputs: {
      arn: streamArn,
      destinationId: () => "destinationId-000000000001",
      versionId: () => "1",
    },
    refusals: refuseStream,
  },
};

function streamArn({ inputs, region, accountId }: Request): string {
  return `arn:aws:firehose:${region}:${accountId}:deliverystream/${String(inputs["name"])}`;
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html */
function refuseStream(request: Request): string[] {
  const { inputs, id, world } = request;
  const name = String(inputs["name"]);
  const s3 = (inputs["extendedS3Configuration"] ?? {}) as Props;
  const seconds = Number(s3["bufferingInterval"] ?? 0);
  const megabytes = Number(s3["bufferingSize"] ?? 1);
  const bucket = String(s3["bucketArn"]).replace(/^arn:aws:s3:::/, "");
  return [
    ...(/^[\w.-]{1,64}$/.test(name) ? [] : [`InvalidArgumentException: ${name} is not a name of a stream`]),
    ...(id === "" && world.get(DELIVERY_STREAM, streamArn(request)) !== undefined
      ? [`ResourceInUseException: Firehose ${name} already exists`]
      : []),
    ...(world.get(BUCKET, bucket) === undefined
      ? [`InvalidArgumentException: the bucket ${bucket} does not exist`]
      : []),
    ...(megabytes >= 1 && megabytes <= MOST_MEGABYTES && seconds >= 0 && seconds <= MOST_SECONDS
      ? []
      : [`InvalidArgumentException: a buffer holds up to ${MOST_MEGABYTES} MB for up to ${MOST_SECONDS} seconds`]),
    ...refusePrefixes(s3),
    ...refuseErrorLog(request, (s3["cloudwatchLoggingOptions"] ?? {}) as Props),
  ];
}

/** https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html */
function refusePrefixes({ prefix, errorOutputPrefix }: Props): string[] {
  if (typeof prefix !== "string" || !prefix.includes("!{")) return [];
  return typeof errorOutputPrefix === "string" && errorOutputPrefix.includes("!{firehose:error-output-type}")
    ? []
    : ["InvalidArgumentException: with expressions in the prefix, the error prefix needs firehose:error-output-type"];
}

/** Firehose creates neither: it would drop its error messages. */
function refuseErrorLog({ world }: Request, { enabled, logGroupName, logStreamName }: Props): string[] {
  if (enabled !== true) return [];
  const exists =
    world.get(LOG_GROUP, String(logGroupName)) !== undefined &&
    world.ofType(LOG_STREAM, { logGroupName, name: logStreamName }).length > 0;
  return exists ? [] : ["the log stream for errors does not exist, so error messages would be lost"];
}
