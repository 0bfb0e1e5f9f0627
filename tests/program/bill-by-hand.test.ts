import { loadStackFile } from "../../config";
import { bill, total } from "../../domain/cost/bill";
import { recordProgram } from "../support/program";
import { EXAMPLES, TODAY } from "../support/stack-files";
import type { RecordedResource } from "../support/record";

const HOURS = 730;
const STACK = "complete";

type Inputs = Readonly<Record<string, unknown>>;

/**
 * US dollars a month of each resource with a fixed price, from the pages of AWS for us-east-1. This list is kept by hand and
 * shares nothing with domain/cost, whose bill is compared with it. Usage, such as traffic and stored data, is in neither.
 */
const USD_BY_HAND: Readonly<Record<string, (inputs: Inputs) => number>> = {
  // https://aws.amazon.com/eks/pricing/
  "aws:eks/cluster:Cluster": () => 0.1 * HOURS,
  // m7g.large: https://aws.amazon.com/ec2/pricing/on-demand/, and 80 GB of gp3: https://aws.amazon.com/ebs/pricing/
  "aws:eks/nodeGroup:NodeGroup": (inputs) => nodes(inputs) * (0.0816 * HOURS + 80 * 0.08),
  // https://aws.amazon.com/vpc/pricing/
  "aws:ec2/natGateway:NatGateway": () => 0.045 * HOURS,
  "aws:ec2/eip:Eip": () => 0.005 * HOURS,
  // https://aws.amazon.com/privatelink/pricing/
  "aws:ec2/vpcEndpoint:VpcEndpoint": ({ subnetIds }) => 0.01 * HOURS * length(subnetIds),
  // https://aws.amazon.com/transit-gateway/pricing/
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": () => 0.05 * HOURS,
  // A load balancer with an address in each of three zones: https://aws.amazon.com/elasticloadbalancing/pricing/
  "kubernetes:networking.k8s.io/v1:Ingress": () => (0.0225 + 3 * 0.005) * HOURS,
  // https://aws.amazon.com/kms/pricing/
  "aws:kms/key:Key": () => 1,
  // Four metrics of each rule: https://aws.amazon.com/s3/pricing/
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ({ rules }) => 4 * 0.3 * length(rules),
  // https://aws.amazon.com/cloudwatch/pricing/
  "aws:cloudwatch/metricAlarm:MetricAlarm": (inputs) => 0.1 * metrics(inputs),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": () => 0.5,
  "aws:cloudwatch/dashboard:Dashboard": () => 3,
  "aws:synthetics/canary:Canary": ({ schedule }) => ((HOURS * 60) / minutes(schedule)) * 0.0012,
  // https://aws.amazon.com/prometheus/pricing/, https://aws.amazon.com/grafana/pricing/
  "aws:amp/scraper:Scraper": () => 0.04 * HOURS,
  "aws:grafana/workspace:Workspace": () => 9,
  // https://aws.amazon.com/route53/pricing/, https://aws.amazon.com/secrets-manager/pricing/
  "aws:route53/zone:Zone": () => 0.5,
  "aws:secretsmanager/secret:Secret": () => 0.4,
  // https://aws.amazon.com/waf/pricing/
  "aws:wafv2/webAcl:WebAcl": ({ rules }) => 5 + length(rules),
};

function length(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}

function nodes({ scalingConfig }: Inputs): number {
  return (scalingConfig as { readonly desiredSize: number }).desiredSize;
}

/** An expression needs no metric of its own. */
function metrics({ metricQueries }: Inputs): number {
  if (!Array.isArray(metricQueries)) return 1;
  return metricQueries.filter((query: Inputs) => query["metric"] !== undefined).length;
}

function minutes(schedule: unknown): number {
  const { expression } = schedule as { readonly expression: string };
  return Number(/^rate\((\d+) minutes?\)$/.exec(expression)?.[1]);
}

function usd({ type, inputs }: RecordedResource): number {
  return USD_BY_HAND[type]?.(inputs) ?? 0;
}

describe(`the bill of Pulumi.${STACK}.yaml`, () => {
  it("is within 2 % of the prices of its resources, added by hand", async () => {
    const { resources } = await recordProgram(STACK, { program: EXAMPLES });
    const unused = Object.keys(USD_BY_HAND).filter((type) => !resources.some((each) => each.type === type));
    expect(unused).toEqual([]);
    const byHand = resources.reduce((sum, resource) => sum + usd(resource), 0);
    const config = loadStackFile(`${EXAMPLES.directory}/Pulumi.${STACK}.yaml`, { today: TODAY });
    const ratio = total(bill(config, TODAY).fixed) / byHand;
    expect(byHand).toBeGreaterThan(700);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.02);
  });
});
