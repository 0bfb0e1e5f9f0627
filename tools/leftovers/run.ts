import path from "node:path";
import { checkStack } from "../../config";
import { identifyingTags } from "../../domain/tags/platform-tags";
import type { TagFilter } from "../../domain/tags/tag-filters";
import { stackArgument, stackOf } from "../../config/source/project-files";
import { readExtensions } from "../project/extensions";
import { type CommandResult, COMMAND_NOT_FOUND } from "../terminal/command";
import { ExitCode } from "../terminal/declaration";
import { selection, type Target } from "../terminal/target";
import { ToolError } from "../terminal/tool";
import { type RecordSet, recordsOfExternalDns } from "./dns-records";
import { type Leftover, leftovers, stateFacts, tagFilters, type TaggedResource } from "./leftovers";

type Run = (args: readonly string[]) => Promise<CommandResult>;

/** External functions that the command calls; tests replace them. */
export interface Context {
  readonly today: Date;
  readonly pulumi: Run;
  /** Runs the AWS CLI. */
  readonly aws: Run;
  readonly write: (text: string) => void;
  readonly isJson?: boolean;
}

/** What the resources of a stack have in common at AWS. */
export interface Identity {
  readonly platformName: string;
  readonly region: string;
  /** Tags that all of them have, and no resource of another stack. */
  readonly tags: Readonly<Record<string, string>>;
  /** Whether the stack creates hosted zones, which AWS lists in the Region {@link GLOBAL_REGION}. Omitted: it does not. */
  readonly createsZones?: boolean;
  /** IDs of existing hosted zones in which external-dns writes records. Omitted: none. */
  readonly existingZoneIds?: readonly string[];
}

/** Region of global services: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/overview.html */
const GLOBAL_REGION = "us-east-1";
const ZONE_ARN = "arn:aws:route53:::hostedzone/";

/**
 * Lists what is left of the stack, and returns an exit code that differs from that of a failure.
 *
 * @param identity by default, that of the stack file
 */
export async function runLeftovers(stack: Target, context: Context, identity?: Identity): Promise<number> {
  const {
    platformName,
    region,
    tags,
    createsZones = false,
    existingZoneIds = [],
  } = identity ?? identityOf(stack, context);
  const state = stateFacts(await exported(stack, context));
  const found = await Promise.all(tagFilters(platformName, tags).map((filter) => taggedWith(filter, region, context)));
  const zones = createsZones && region !== GLOBAL_REGION ? await zonesWith(tags, context) : [];
  const tagged = leftovers([...found.flat(), ...zones], state, region);
  // Route 53 refuses to delete a zone with records.
  const ownZoneIds = tagged.filter(({ arn }) => arn.startsWith(ZONE_ARN)).map(({ arn }) => arn.slice(ZONE_ARN.length));
  // While the cluster exists, its external-dns maintains the records.
  const records = state.hasCluster ? [] : await recordsIn([...existingZoneIds, ...ownZoneIds], platformName, context);
  const left = [...records, ...tagged];
  context.write(
    context.isJson === true ? JSON.stringify(left, undefined, 2) : render(`${platformName} in ${region}`, left),
  );
  return left.length === 0 ? ExitCode.success : ExitCode.remainder;
}

function identityOf(target: Target, { today }: Context): Identity {
  const { config } = checkStack(target.directory, stackOf(target.file), {
    today,
    extensions: readExtensions(target.directory),
  }).verdict;
  if (config === undefined) {
    throw new ToolError(
      `The tags of the stack are unknown, because ${path.basename(target.file)} has errors or encrypted values. To list them: ` +
        `npm run config -- validate ${stackArgument(target.directory, stackOf(target.file))}`,
    );
  }
  const tags = identifyingTags({ ...config.tags, environment: config.environment });
  const { hostedZones, optionalAddons } = config.cluster;
  const zoneIds = Object.values(hostedZones).map(({ zoneId }) => zoneId);
  const externalDns = optionalAddons["external-dns"];
  return {
    platformName: config.platformName,
    region: config.aws.region,
    tags,
    createsZones: zoneIds.includes(undefined),
    existingZoneIds:
      externalDns === undefined
        ? []
        : [...zoneIds.filter((id) => id !== undefined), ...Object.values(externalDns.zones)],
  };
}

/** A removed stack (`pulumi stack rm`) has no state. */
async function exported(
  stack: Target,
  { pulumi, write, isJson = false }: Context,
): Promise<Parameters<typeof stateFacts>[0]> {
  const { exitCode, stdout, stderr } = await pulumi(["stack", "export", ...selection(stack)]);
  if (exitCode === 0) return (JSON.parse(stdout) as { deployment: Parameters<typeof stateFacts>[0] }).deployment;
  if (!stderr.includes("no stack named")) throw new ToolError(`\`pulumi stack export\` failed:\n${stderr}`);
  if (!isJson) write(`Pulumi has no stack ${stack.stack}, so every resource with its tags is listed.`);
  return {};
}

/** Lists the hosted zones with these tags. */
async function zonesWith(tags: Identity["tags"], context: Context): Promise<readonly TaggedResource[]> {
  const [own = {}] = tagFilters("", tags);
  const found = await taggedWith(own, GLOBAL_REGION, context);
  return found.filter(({ ResourceARN }) => ResourceARN.startsWith(ZONE_ARN));
}

/** Lists the records that external-dns of the cluster left in the zones. */
async function recordsIn(
  zoneIds: readonly string[],
  clusterName: string,
  { aws }: Context,
): Promise<readonly Leftover[]> {
  const lists = await Promise.all(
    zoneIds.map(async (zoneId) => {
      const command = ["route53", "list-resource-record-sets", "--hosted-zone-id", zoneId, "--output", "json"];
      const { exitCode, stdout, stderr } = await aws(command);
      if (exitCode !== 0)
        throw new ToolError(`The AWS CLI cannot list the records of hosted zone ${zoneId}:\n${stderr}`);
      const { ResourceRecordSets } = JSON.parse(stdout) as { ResourceRecordSets: readonly RecordSet[] };
      return recordsOfExternalDns(zoneId, ResourceRecordSets, clusterName) ?? [];
    }),
  );
  return lists.flat();
}

/** Lists the resources that match the filter; the AWS CLI requests all pages. */
async function taggedWith(filter: TagFilter, region: string, { aws }: Context): Promise<readonly TaggedResource[]> {
  const filters = Object.entries(filter).map(([key, values]) =>
    values.length === 0 ? `Key=${key}` : `Key=${key},Values=${values.join(",")}`,
  );
  const { exitCode, stdout, stderr } = await aws([
    "resourcegroupstaggingapi",
    "get-resources",
    "--region",
    region,
    "--output",
    "json",
    "--tag-filters",
    ...filters,
  ]);
  if (exitCode === COMMAND_NOT_FOUND) {
    throw new ToolError(
      "The AWS CLI is not on PATH. Install it: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
    );
  }
  if (exitCode !== 0)
    throw new ToolError(`The AWS CLI cannot list resources with the tags ${filters.join(" ")}:\n${stderr}`);
  return (JSON.parse(stdout) as { ResourceTagMappingList: readonly TaggedResource[] }).ResourceTagMappingList;
}

function render(where: string, left: readonly Leftover[]): string {
  if (left.length === 0) return `${where}: no resources outside of Pulumi's state.`;
  return [
    `${where}: ${left.length} resources outside of Pulumi's state, in the order of deletion.`,
    // https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
    "AWS may still list recently deleted resources; their commands then fail because the resource does not exist.",
    ...left.map(({ arn, kind, command }) =>
      command === undefined
        ? `\n# unknown resource type, so check it before you delete it\n# ${arn}`
        : `\n# ${kind ?? ""}  ${arn}\n${command}`,
    ),
  ].join("\n");
}
