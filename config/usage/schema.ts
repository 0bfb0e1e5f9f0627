import { z } from "zod";
import { text } from "../schema/fields";

const amount = z.int().min(0);

export const usageSchema = z
  .strictObject({
    internetOutGb: amount.default(0).meta({
      description: "GB a month that private subnets send to the internet, $0.09 each and $0.045 for NAT. Default 0.",
    }),
    internetInGb: amount.default(0).meta({
      description: "GB a month that private subnets receive from the internet, $0.045 each for NAT. Default 0.",
    }),
    transitGatewayGb: amount.default(0).meta({
      description: "GB a month that the VPC sends to its transit gateway, $0.02 each. Default 0.",
    }),
    flowLogGb: amount.default(0).meta({
      description: "GB a month of flow log records, $0.50 each to CloudWatch and $0.25 to S3. Default 0.",
    }),
    queryLogGb: amount.default(0).meta({
      description: "GB a month of the query log, $0.50 each to CloudWatch and $0.25 to S3. Default 0.",
    }),
    logArchiveGb: amount.default(0).meta({
      description:
        "GB a month of compressed events that monitoring.logs.archive sends to Amazon Data Firehose, $0.029 each. Default 0.",
    }),
    dnsQueryMillions: amount.default(0).meta({
      description: "Million queries a month that pass the DNS firewall, $0.60 each. Default 0.",
    }),
    awsServiceGb: z
      .record(
        text(/^[a-z0-9]+([.-][a-z0-9]+)*$/, "the last part of an endpoint's service name, such as sqs or ecr.api"),
        amount.meta({ description: "GB a month, both directions." }),
      )
      .default({})
      .meta({
        description:
          "GB a month that private subnets exchange with AWS services; the bill shows which interface endpoints would save money. Image layers come from s3, through a free gateway endpoint. https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
        examples: [{ logs: 300 }],
      }),
  })
  .meta({
    description:
      "Estimated usage of the stack, only for the bill of `npm run config -- show`: it creates and limits no resource. Default: no usage, so the bill has only its fixed part.",
  });
