import { z } from "zod";

import { mainStep } from "../report/read/changes";
import type { Preview } from "../report/read/preview";
import { COMMAND_NOT_FOUND, type CommandResult } from "../terminal/command";
import { parseJson } from "../terminal/json";
import { ToolError } from "../terminal/tool";
import type { StackDrift, WriteEvent } from "./model";

/** Runs the AWS CLI. */
export type RunAws = (args: readonly string[]) => Promise<CommandResult>;

/** CloudTrail answers two requests in a second, so a report of hundreds of resources would take minutes. */
const MOST_RESOURCES = 20;
const MOST_EVENTS = 3;
/** Where CloudTrail records the calls of services without Regions. */
const GLOBAL_REGION = "us-east-1";

const lookupSchema = z.object({
  Events: z.array(
    z.object({
      EventName: z.string().default(""),
      EventTime: z.union([z.string(), z.number()]),
      ReadOnly: z.string().optional(),
      Username: z.string().optional(),
      CloudTrailEvent: z.string().default("{}"),
    }),
  ),
});

const detailSchema = z.object({
  userAgent: z.string().default(""),
  sourceIPAddress: z.string().optional(),
  userIdentity: z.object({ arn: z.string().optional(), invokedBy: z.string().optional() }).default({}),
});

/**
 * Adds who wrote to each drifted resource in the last 90 days, as the event history of CloudTrail has it. Without the AWS
 * CLI, credentials or the permission `cloudtrail:LookupEvents`, the drift says why nobody knows.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-cli.html
 */
export async function withWriteEvents(drift: StackDrift, refresh: Preview, aws: RunAws): Promise<StackDrift> {
  const found = new Map<string, readonly WriteEvent[]>();
  const atAws = drift.resources.filter(({ type, class: each }) => type.startsWith("aws:") && each !== "expected");
  for (const { urn, type } of atAws.slice(0, MOST_RESOURCES)) {
    const { names, region } = identityOf(urn, type, refresh);
    const events: WriteEvent[] = [];
    for (const name of names) {
      const looked = await lookUp(name, region, aws);
      if (typeof looked === "string") return { ...drift, eventsUnknown: looked };
      events.push(...looked);
    }
    found.set(urn, newest(events));
  }
  const resources = drift.resources.map((each) => {
    const events = found.get(each.urn);
    return events === undefined ? each : { ...each, events: [...events] };
  });
  const left = atAws.length - found.size;
  const skipped = left === 0 ? {} : { eventsUnknown: `CloudTrail was asked about the first ${MOST_RESOURCES} only.` };
  return { ...drift, resources, ...skipped };
}

/** CloudTrail names a resource by its ID, its name or its ARN, as the operation does. */
function identityOf(
  urn: string,
  type: string,
  { steps }: Preview,
): { readonly names: readonly string[]; readonly region: string | undefined } {
  const old = mainStep(steps.get(urn) ?? [])?.old;
  const outputs = old?.outputs ?? {};
  const texts = [old?.id, outputs["arn"], outputs["name"]].filter((each) => typeof each === "string" && each !== "");
  const { region } = outputs;
  const isGlobal = /^aws:(iam|cloudfront|route53|organizations)\//.test(type);
  return {
    names: [...new Set(texts as readonly string[])],
    region: isGlobal ? GLOBAL_REGION : typeof region === "string" ? region : undefined,
  };
}

async function lookUp(name: string, region: string | undefined, aws: RunAws): Promise<readonly WriteEvent[] | string> {
  const { exitCode, stdout, stderr } = await aws([
    ...["cloudtrail", "lookup-events", "--max-items", "50", "--output", "json"],
    ...["--lookup-attributes", `AttributeKey=ResourceName,AttributeValue=${name}`],
    ...(region === undefined ? [] : ["--region", region]),
  ]);
  if (exitCode === COMMAND_NOT_FOUND) return "The AWS CLI is not on PATH.";
  if (exitCode !== 0) return `CloudTrail cannot be read: ${stderr.trim().split("\n").at(-1) ?? ""}`;
  try {
    const { Events: events } = parseJson(stdout, lookupSchema, "The AWS CLI printed no events of CloudTrail");
    return events.filter(({ ReadOnly: isReadOnly }) => isReadOnly !== "true").flatMap(writeEvent);
  } catch (error) {
    // Who changed a resource is worth less than the drift itself.
    if (error instanceof ToolError) return error.message;
    throw error;
  }
}

/** Calls of the AWS provider of Pulumi have its name in their user agent. */
function writeEvent(event: z.infer<typeof lookupSchema>["Events"][number]): readonly WriteEvent[] {
  const detail = parseJson(event.CloudTrailEvent, detailSchema, "An event of CloudTrail is invalid");
  if (/pulumi/i.test(detail.userAgent)) return [];
  const { arn, invokedBy } = detail.userIdentity;
  const from = detail.sourceIPAddress;
  const time = new Date(typeof event.EventTime === "number" ? event.EventTime * 1000 : event.EventTime);
  return [
    {
      time: time.toISOString(),
      name: event.EventName,
      user: arn ?? invokedBy ?? event.Username ?? "unknown",
      ...(from === undefined ? {} : { from }),
    },
  ];
}

function newest(events: readonly WriteEvent[]): readonly WriteEvent[] {
  const unique = new Map(events.map((event) => [JSON.stringify(event), event]));
  return [...unique.values()].sort((a, b) => b.time.localeCompare(a.time)).slice(0, MOST_EVENTS);
}
