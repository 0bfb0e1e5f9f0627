import { z } from "zod";
import { DAY_FORM, isDay, MOST_DAYS } from "../../domain/expiry/expiry";
import { accountSchema } from "../account/schema";
import { awsSchema } from "../aws/schema";
import { backupSchema } from "../backup/schema";
import { bootstrapSchema } from "../bootstrap/schema";
import { budgetsSchema } from "../budgets/schema";
import { clusterSchema } from "../cluster/schema";
import { type ExtensionSchemas, extensionsSchema } from "../extensions/schema";
import { fleetSchema } from "../fleet/schema";
import { checked, distinct, text } from "./fields";
import { monitoringSchema } from "../monitoring/schema";
import { networkSchema } from "../network/schema";
import { overridesSchema } from "../overrides/schema";
import { policySchema } from "../policy/schema";
import { resilienceSchema } from "../resilience/schema";
import { storageSchema } from "../storage/schema";
import { tagsSchema } from "../tags/schema";
import { usageSchema } from "../usage/schema";

export const ENVIRONMENTS = ["dev", "staging", "prod", "ephemeral"] as const;

const NAME = /^[a-z][a-z0-9-]{0,14}[a-z0-9]$/;
const REMOVABLE_PATH =
  /^(backup|monitoring\.(prometheus|grafana)|(storage\.(buckets|registries|fileSystems|secrets)|cluster\.(namespaces|hostedZones))\.[a-z0-9/_-]+)$/;
/** Findings of wrong forms come from the regular expression, which editors check too. */
const day = checked(text(DAY_FORM, "a day as YYYY-MM-DD"), function* (value) {
  if (!DAY_FORM.test(value) || isDay(value)) return;
  yield { message: "The calendar has no such day.", allowed: "a day as YYYY-MM-DD" };
});

const PLATFORM_NAME = /^[a-z][a-z0-9-]*-(dev|staging|prod|ephemeral)$/;

/** The top-level keys. Each has its own schema, so that errors in one do not hide errors in another. */
export const schemas = {
  environment: z.enum(ENVIRONMENTS).meta({
    description:
      "What the stack is for. prod is held to stricter rules: protection, three zones, customer-managed keys. ephemeral is for stacks that `npm run reap` destroys after their `expiry`, such as those of pull requests.",
    examples: ["dev"],
  }),
  name: text(NAME, "2 to 16 lowercase letters, digits and hyphens, a letter first").meta({
    description:
      "Name of the platform. With the environment it names the cluster and prefixes buckets and registries (groundwork-dev); a change replaces them.",
    examples: ["groundwork"],
  }),
  expiry: day.optional().meta({
    description: `Last day of the stack in UTC, at most ${MOST_DAYS} days from the day on which it is set. Every resource gets it as the tag ExpiresOn, which takes the place of one of the two \`tags.additional\`. Afterwards, \`npm run reap\` destroys the stack with all of its data, so deletion protection must be off. Required for the environment ephemeral, refused in prod. Default: none, the stack is never destroyed.`,
    examples: ["2026-11-28"],
  }),
  teardown: z
    .union([
      text(PLATFORM_NAME, "the platform's name and environment, such as groundwork-dev"),
      distinct(
        text(
          REMOVABLE_PATH,
          "the path of a bucket, registry, file system, secret, namespace, hosted zone or workspace, or backup",
        ),
      ).min(1),
    ])
    .optional()
    .meta({
      description:
        "First of the two steps that delete what deletion protection keeps. The name of the platform turns off every deletion protection at the next up, so that the stack can be destroyed. A list of paths turns it off for these only, so that their keys can be removed in the update after it: storage.buckets.<key> (with its replica), storage.registries.<key>, storage.fileSystems.<key>, storage.secrets.<key>, cluster.namespaces.<name>, cluster.hostedZones.<key> (with its records), backup (the vaults), monitoring.prometheus, monitoring.grafana. Default: none.",
      examples: ["groundwork-dev", ["storage.buckets.artifacts"]],
    }),
  aws: awsSchema,
  account: accountSchema.prefault({}),
  tags: tagsSchema,
  network: networkSchema,
  storage: storageSchema.prefault({}),
  backup: backupSchema.prefault({}),
  cluster: clusterSchema,
  monitoring: monitoringSchema.prefault({}),
  budgets: budgetsSchema.prefault({}),
  resilience: resilienceSchema.prefault({}),
  policy: policySchema.prefault({}),
  overrides: overridesSchema,
  usage: usageSchema.prefault({}),
  /** Of a program without extensions; {@link schemaOf} has those of others. */
  extensions: extensionsSchema({}),
  fleet: fleetSchema,
  bootstrap: bootstrapSchema,
} as const;

export type Schemas = typeof schemas;
export type PartName = keyof Schemas;
export const PART_NAMES = Object.keys(schemas) as readonly PartName[];

/** The keys that stack files of each program may have: of the platform, of a fleet of buckets, and of a bootstrap. */
export const PLATFORM_PARTS = PART_NAMES.filter((part) => part !== "fleet" && part !== "bootstrap");
const COMMON_PARTS = ["environment", "name", "teardown", "aws", "tags", "policy"] as const satisfies PartName[];
export const FLEET_PARTS = [...COMMON_PARTS, "fleet"] as const satisfies PartName[];
export const BOOTSTRAP_PARTS = [...COMMON_PARTS, "bootstrap"] as const satisfies PartName[];

/** The schema of a top-level key in a program with extensions. */
export function schemaOf<Part extends PartName>(part: Part, extensions: ExtensionSchemas = {}): Schemas[Part] {
  return part === "extensions" ? (extensionsSchema(extensions) as Schemas[Part]) : schemas[part];
}

/** Each part as its schema returns it, with defaults. */
export type Parts = { readonly [K in PartName]: z.output<Schemas[K]> };
