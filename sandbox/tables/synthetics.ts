import type { Props } from "../props";
import { OBJECT } from "./s3-object";
import type { Request, ServiceTable } from "./table";

const CANARY = "aws:synthetics/canary:Canary";

/** Runtimes that AWS supports: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html */
const RUNTIMES =
  /^syn-(nodejs-3\.[01]|nodejs-playwright-\d+\.\d+|nodejs-puppeteer-(9|1\d)\.\d+|python-selenium-[6-9]\.\d+)$/;

/** Canaries of CloudWatch Synthetics. */
export const synthetics: ServiceTable = {
  [CANARY]: {
    id: ({ inputs }) => String(inputs["name"]),
    outputs: {
      arn: ({ inputs, region, accountId }) =>
        `arn:aws:synthetics:${region}:${accountId}:canary:${String(inputs["name"])}`,
      engineArn: ({ inputs, region, accountId, hex }) =>
        `arn:aws:lambda:${region}:${accountId}:function:cwsyn-${String(inputs["name"]).slice(0, 21)}-${hex(8)}:1`,
      sourceLocationArn: ({ inputs, region, accountId, hex }) =>
        `arn:aws:lambda:${region}:${accountId}:layer:cwsyn-${String(inputs["name"]).slice(0, 21)}-${hex(8)}:1`,
      status: ({ inputs }) => (inputs["startCanary"] === true ? "RUNNING" : "READY"),
      timelines: () => [],
    },
    refusals: refuseCanary,
  },
};

/** https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CreateCanary.html */
function refuseCanary({ inputs, id, world }: Request): string[] {
  const name = String(inputs["name"]);
  const minutes = minutesOf(String((inputs["schedule"] as Props | undefined)?.["expression"]));
  const timeout = Number((inputs["runConfig"] as Props | undefined)?.["timeoutInSeconds"] ?? 0);
  const hasCode = world
    .ofType(OBJECT, { bucket: inputs["s3Bucket"] })
    .some(({ state }) => state["key"] === inputs["s3Key"]);
  return [
    ...(/^[0-9a-z_-]{1,255}$/.test(name) ? [] : [`ValidationException: ${name} is not a name of a canary`]),
    ...(id === "" && world.get(CANARY, name) !== undefined ? [`ConflictException: the canary ${name} exists`] : []),
    ...(RUNTIMES.test(String(inputs["runtimeVersion"]))
      ? []
      : [`ValidationException: Deprecated runtime version ${String(inputs["runtimeVersion"])}`]),
    ...(minutes >= 1 && minutes <= 60 ? [] : ["ValidationException: a canary runs once a minute to once an hour"]),
    ...(timeout > minutes * 60 ? ["ValidationException: the timeout is longer than the schedule"] : []),
    ...(hasCode ? [] : ["ValidationException: the object with the code of the canary does not exist"]),
  ];
}

function minutesOf(expression: string): number {
  return Number(/^rate\((\d+) minutes?\)$/.exec(expression)?.[1] ?? 0);
}
