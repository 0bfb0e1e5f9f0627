import { checkStack, ConfigError } from "../../config";
import { IDENTIFYING_KEYS, platformTags } from "../../components/tagging";
import { type CommandResult, COMMAND_NOT_FOUND } from "../terminal/command";
import { ToolError } from "../terminal/tool";
import { type Leftover, leftovers, stateFacts, tagFilters, type TagFilter, type TaggedResource } from "./leftovers";

const USAGE_ERROR = 2;

const USAGE = `Usage: npm run leftovers -- <stack>

  Lists what carries the tags of the stack or of its cluster and is not in Pulumi's state, in the order of removal, each
  with the command that removes it. Deletes nothing. Exit code 1 when there is something.`;

type Run = (args: readonly string[]) => Promise<CommandResult>;

/** What the command needs of the outside world. */
export interface Context {
  /** Folder that holds Pulumi.yaml and the stack files. */
  readonly directory: string;
  readonly today: Date;
  readonly pulumi: Run;
  /** The AWS CLI. */
  readonly aws: Run;
  readonly write: (text: string) => void;
}

export async function runLeftovers([stack, ...others]: readonly string[], context: Context): Promise<number> {
  if (stack === undefined || others.length > 0) {
    context.write(USAGE);
    return USAGE_ERROR;
  }
  const { platformName, region, tags } = identityOf(stack, context);
  const state = stateFacts(await exported(stack, context));
  const found = await Promise.all(tagFilters(platformName, tags).map((filter) => taggedWith(filter, region, context)));
  const left = leftovers(found.flat(), state, region);
  context.write(render(`${platformName} in ${region}`, left));
  return left.length === 0 ? 0 : 1;
}

function identityOf(
  stack: string,
  { directory, today }: Context,
): { platformName: string; region: string; tags: Readonly<Record<string, string>> } {
  try {
    const { config } = checkStack(directory, stack, today).verdict;
    if (config === undefined) {
      throw new ToolError(`Pulumi.${stack}.yaml has problems: npm run config -- validate ${stack}`);
    }
    const all = platformTags({ ...config.tags, environment: config.environment });
    const tags = Object.fromEntries(IDENTIFYING_KEYS.map((key) => [key, all[key]]));
    return { platformName: config.platformName, region: config.aws.region, tags };
  } catch (error) {
    throw error instanceof ConfigError ? new ToolError(error.message) : error;
  }
}

/** A stack that was removed after its destroy has no state, and so nothing to delete. */
async function exported(stack: string, { pulumi, write }: Context): Promise<Parameters<typeof stateFacts>[0]> {
  const { exitCode, stdout, stderr } = await pulumi(["stack", "export", "--stack", stack]);
  if (exitCode === 0) return (JSON.parse(stdout) as { deployment: Parameters<typeof stateFacts>[0] }).deployment;
  if (!stderr.includes("no stack named")) throw new ToolError(`Pulumi's state cannot be read:\n${stderr}`);
  write("Pulumi knows no such stack (any more): all that carries its tags is left over.");
  return {};
}

/** The AWS CLI turns the pages by itself. */
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
      "The AWS CLI is not on PATH: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
    );
  }
  if (exitCode !== 0) throw new ToolError(`AWS does not say what carries ${filters.join(" ")}:\n${stderr}`);
  return (JSON.parse(stdout) as { ResourceTagMappingList: readonly TaggedResource[] }).ResourceTagMappingList;
}

function render(where: string, left: readonly Leftover[]): string {
  if (left.length === 0) return `${where}: nothing is left behind that carries a tag.`;
  return [
    `${where}: ${left.length} left behind, in the order of removal.`,
    // https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
    "What was deleted lately may still be listed for a while: AWS then answers that it does not exist.",
    ...left.map(({ arn, kind, command }) =>
      command === undefined
        ? `\n# not known to this tool: look at it first\n# ${arn}`
        : `\n# ${kind ?? ""}  ${arn}\n${command}`,
    ),
  ].join("\n");
}
