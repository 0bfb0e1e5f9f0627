import { z } from "zod";

import { DRIFT_CLASSES } from "../../domain/drift/drift-classes";

export const FORMAT_VERSION = 1;

/**
 * What an update that refreshes first (`npm run up -- <stack> --refresh`) does to the difference: sets the value of the
 * program again, replaces the resource for it, or keeps the value that AWS has.
 */
const fate = z.enum(["reverted", "replaced", "kept", "unknown"]);
export type Fate = z.infer<typeof fate>;

const driftClass = z.enum(DRIFT_CLASSES);

const property = z.strictObject({
  path: z.string(),
  recorded: z.string().optional().describe("Value of the state as short text; `[secret]` for a secret"),
  actual: z.string().optional().describe("Value that AWS or the cluster has"),
  class: driftClass,
  reason: z.string().describe("What the class follows from"),
  fate,
});
export type DriftedProperty = z.infer<typeof property>;

const event = z.strictObject({
  time: z.string(),
  name: z.string().describe("Operation of the AWS API, such as `ModifyVpcAttribute`"),
  user: z.string().describe("ARN or name of the caller"),
  from: z.string().optional().describe("Address or service that the call came from"),
});
export type WriteEvent = z.infer<typeof event>;

const resource = z.strictObject({
  kind: z.enum(["changed", "deleted"]),
  urn: z.string(),
  name: z.string().describe("Logical name"),
  type: z.string(),
  id: z.string().optional(),
  component: z.string(),
  class: driftClass.describe("The most urgent class of the properties"),
  reason: z.string().optional().describe("What the class of a deleted resource follows from"),
  fate,
  properties: z.array(property),
  events: z
    .array(event)
    .optional()
    .describe("Writes of the last 90 days that did not come from Pulumi, the newest first; omitted if unknown"),
});
export type DriftedResource = z.infer<typeof resource>;

export const stackDriftSchema = z.strictObject({
  stack: z.string(),
  file: z.string().describe("Stack file, relative to the project"),
  outcome: z.enum(["clean", "drifted", "failed"]).describe("drifted: a difference that is not expected"),
  checked: z.number().int().describe("Number of resources that were compared"),
  resources: z.array(resource).describe("The most urgent first"),
  problems: z.array(z.string()),
  fateUnknown: z.string().optional().describe("Why nobody knows what the next update does"),
  eventsUnknown: z.string().optional().describe("Why nobody knows who changed the resources"),
});
export type StackDrift = z.infer<typeof stackDriftSchema>;

export const driftReportSchema = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  stacks: z.array(stackDriftSchema),
});
export type DriftReport = z.infer<typeof driftReportSchema>;
