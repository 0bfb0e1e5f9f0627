import { z } from "zod";

/**
 * The report of the previews of one pull request or of one command: what `report.json` holds, and all that the renderers
 * know. The schema is published as docs/reference/report.schema.json; `formatVersion` rises when a reader must change.
 */
export const FORMAT_VERSION = 1;

/** What an update does to a resource, the most disruptive first. */
export const CHANGE_KINDS = ["delete", "replace", "update", "create"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

const propertyChange = z.strictObject({
  path: z.string().describe("Path of the property, such as `tags.owner`"),
  kind: z.enum(["add", "delete", "update"]),
  replaces: z.boolean().describe("This change forces the replacement of the resource"),
  before: z.string().optional().describe("Value before the change as short text; `[secret]` for a secret"),
  after: z.string().optional().describe("Value after the change; `[unknown]` until the update has computed it"),
});
export type PropertyChange = z.infer<typeof propertyChange>;

const change = z.strictObject({
  kind: z.enum(CHANGE_KINDS),
  urn: z.string(),
  name: z.string().describe("Logical name"),
  type: z.string().describe("Type token, such as `aws:ec2/subnet:Subnet`"),
  component: z.string().describe("Logical name of the component directly below the stack; `stack` without one"),
  tier: z.string().optional().describe("Tier of the network that the resource belongs to: public, private, isolated"),
  id: z.string().optional().describe("ID at AWS or in the cluster, of a resource that exists"),
  isProtected: z.boolean().describe("Pulumi refuses to delete or replace the resource"),
  isStateful: z.boolean().describe("The resource holds data that a deletion or replacement destroys"),
  isRetained: z.boolean().describe("A deletion removes the resource from the state and keeps the object at AWS"),
  properties: z.array(propertyChange),
});
export type Change = z.infer<typeof change>;

const notice = z.strictObject({
  kind: z.enum(["iam-widened", "public-exposure", "effect"]),
  resource: z.string().describe("Logical name of the resource; empty for a notice about the whole stack"),
  text: z.string().describe("One sentence"),
});
export type Notice = z.infer<typeof notice>;

const policyFinding = z.strictObject({
  rule: z.string(),
  level: z
    .enum(["mandatory", "advisory", "undecided", "waived"])
    .describe(
      "undecided: the rule needs values that are unknown until the update. waived: policy/waivers.yaml accepts it",
    ),
  resource: z.string().describe("Logical name"),
  message: z.string(),
  waiver: z.string().optional().describe("Until when, by whom and why the violation is accepted"),
  details: z
    .array(z.string())
    .optional()
    .describe("Of a mandatory rule: why it exists, how to fix or waive the violation"),
  isNew: z.boolean().optional().describe("Whether the change causes the finding; omitted if nobody compared"),
});
export type PolicyFinding = z.infer<typeof policyFinding>;

const problem = z.strictObject({
  message: z.string().describe("The error, in full"),
  code: z.string().optional().describe("Code of docs/reference/errors.md"),
  cause: z.string().optional().describe("Likely cause"),
  nextStep: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;

const amounts = z.strictObject({
  fixedUsd: z.number().describe("US dollars a month, charged whether used or not"),
  usageUsd: z.number().describe("US dollars a month for the traffic that groundwork:usage assumes"),
});

const cost = z.strictObject({
  before: amounts.optional().describe("Omitted for a stack that does not exist yet"),
  after: amounts,
  lines: z
    .array(z.strictObject({ what: z.string(), beforeUsd: z.number(), afterUsd: z.number() }))
    .describe("Lines of the bill that differ"),
  unpriced: z.array(z.string()).describe("Parts and types that cost something and have no price in the table"),
  /** Region of the prices; reports of earlier versions do not have it. */
  priceRegion: z.string().optional(),
  pricesAsOf: z.string(),
});
export type Cost = z.infer<typeof cost>;

const tagPlace = z.strictObject({
  resource: z.string().describe("Logical name"),
  type: z.string(),
  creates: z.string().optional().describe("What AWS creates for the resource; omitted for the resource itself"),
  keys: z.array(z.string()).describe("Keys of the tags that are missing"),
});

const tags = z.strictObject({
  defaultTags: z.number().int().describe("Resources that the default tags reach"),
  fanOut: z.number().int().describe("Places whose tags the stack states in the format of what creates them"),
  serviceSetting: z.number().int().describe("Places that a service tags, because a setting states or copies the tags"),
  untaggable: z.array(z.strictObject({ reason: z.string(), places: z.number().int() })),
  missing: z.array(tagPlace).describe("Places that lack tags although tags can reach them"),
  undecided: z.array(tagPlace).describe("Places whose tags are unknown until the update"),
});
export type Tags = z.infer<typeof tags>;

const state = z.strictObject({
  resources: z.number().int(),
  updatedAt: z.string().optional().describe("End of the last update, ISO 8601"),
  pendingOperations: z.array(z.strictObject({ urn: z.string(), operation: z.string() })),
  locks: z.array(z.string()).describe("Who holds the lock, since when"),
});
export type State = z.infer<typeof state>;

export const stackReportSchema = z.strictObject({
  stack: z.string(),
  file: z.string().describe("Stack file, relative to the project"),
  environment: z.string().optional(),
  outcome: z
    .enum(["unchanged", "changed", "refused", "failed", "invalid"])
    .describe(
      "refused: by policy, protection or a limit. failed: the preview ended with an error. invalid: stack file",
    ),
  counts: z.strictObject({
    create: z.number().int(),
    update: z.number().int(),
    replace: z.number().int(),
    delete: z.number().int(),
    unchanged: z.number().int(),
  }),
  changes: z
    .array(change)
    .describe("The most disruptive first; components, the stack, and new and removed providers are left out"),
  drift: z.array(change).describe("Differences between the state and AWS that were there before this change"),
  notices: z.array(notice),
  limits: z
    .array(z.strictObject({ urn: z.string(), name: z.string(), text: z.string(), allowedBy: z.string() }))
    .describe("Deletions and replacements that fail the job unless the pull request has the label `allowedBy`"),
  policy: z.array(policyFinding),
  policyRules: z.number().int().optional().describe("Number of rules that ran; omitted if no policy pack ran"),
  problems: z.array(problem),
  tags: tags.optional().describe("How tags reach the stack; omitted if an error ended the preview"),
  cost: cost.optional(),
  state: state.optional(),
  fingerprint: z
    .string()
    .optional()
    .describe("Hash of all changes; an update with the same hash makes the same changes"),
  commands: z.array(z.string()).describe("How to make this preview on another machine"),
});
export type StackReport = z.infer<typeof stackReportSchema>;

export const reportSchema = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  isSimulated: z.boolean().describe("The previews ran against the simulated cloud, without an account"),
  since: z.string().optional().describe("Git revision whose program and stack files made the stacks"),
  commit: z.string().optional().describe("Git commit of the work tree"),
  runUrl: z.string().optional().describe("Page of the workflow run"),
  versions: z.strictObject({ groundwork: z.string(), pulumi: z.string() }),
  deletedStackFiles: z
    .array(z.string())
    .optional()
    .describe("Stack files that the change deletes, whose stacks remain at AWS; omitted for none"),
  stacks: z.array(stackReportSchema),
});
export type Report = z.infer<typeof reportSchema>;
