import { declareCommand } from "../terminal/declaration";
import { UsageError } from "../terminal/tool";

export const FORMATS = ["table", "csv", "json", "markdown"] as const;

/** Options that select where the state of a stack comes from. */
export const STATE_OPTIONS = {
  state: {
    value: "file",
    text: "Read a file that `npm run -s pulumi -- stack export` wrote, instead of the backend. Needs no credentials.",
  },
  rehearse: {
    text: "Create the stack in a simulated cloud instead, and read its state. Needs no AWS account; IDs and ARNs are made up.",
  },
} as const;

export const inventoryCommand = declareCommand({
  name: "inventory",
  summary:
    "Lists every resource of a stack: component, logical name, type, ID, ARN, zone, tags, whether Pulumi protects it from deletion, and its fixed monthly price. A price is blank where the bill of the stack has no line for the resource. The table leaves ARNs and tags out; all other formats have them. With --hosts, it lists the EC2 instances of the cluster instead.",
  needs:
    "Pulumi CLI and access to the backend, unless --state or --rehearse is given; with --hosts the AWS CLI and credentials",
  stacks: "one",
  options: {
    ...STATE_OPTIONS,
    component: { value: "name", text: "Only resources of a component, such as network or cluster." },
    type: { value: "text", text: "Only resources whose type contains this text, such as ec2/subnet." },
    tag: { value: "key[=value]", text: "Only resources with this tag." },
    hosts: {
      text: "List the EC2 instances of the cluster, by role (node group or node pool) and zone, as AWS reports them now. Excludes all options but the format.",
    },
    format: { value: "format", choices: FORMATS, text: "table, csv, json or markdown. Default: table." },
    json: { text: "The same as --format json." },
  },
  examples: [
    "dev",
    "dev --rehearse --component network --format markdown",
    "prod --tag Owner=platform-team --json",
    "prod --hosts",
  ],
  exitCodes: { 1: "The state or the instances cannot be read, or the stack file has errors." },
});

/** Options that concern the state, which --hosts does not read. */
const WITHOUT_HOSTS = ["state", "rehearse", "component", "type", "tag"] as const;

/** Throws if an option would have no effect on a list of hosts. */
export function refuseWithHosts(options: Readonly<Partial<Record<(typeof WITHOUT_HOSTS)[number], unknown>>>): void {
  const given = WITHOUT_HOSTS.filter((name) => options[name] !== undefined);
  if (given.length === 0) return;
  throw new UsageError(
    `--hosts lists the instances that AWS reports: omit ${given.map((each) => `--${each}`).join(", ")}.`,
  );
}
