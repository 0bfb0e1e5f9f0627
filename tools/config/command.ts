import { declareCommand } from "../terminal/declaration";

export const FORMATS = ["json", "yaml", "env"] as const;

export const validateCommand = declareCommand({
  name: "config validate",
  summary:
    "Checks stack files: those of a platform, a fleet or a bootstrap, as Pulumi.yaml in the folder of the file names the project.",
  needs: "nothing",
  stacks: "all",
  options: { json: { text: "Print the problems and warnings of each file as JSON." } },
  examples: ["", "dev examples/Pulumi.private.yaml", "bootstrap/Pulumi.example.yaml --json"],
  exitCodes: { 1: "A stack file has errors, or is of another project and has no key of Groundwork." },
});

export const showCommand = declareCommand({
  name: "config show",
  summary:
    "Prints the complete configuration of a stack file as YAML, with defaults and without secrets, and its monthly costs.",
  needs: "nothing",
  stacks: "one",
  options: {
    origin: {
      text: "Print where each value comes from instead: a line of the stack file or of Pulumi.yaml, an environment variable, a default, or computed from other values.",
    },
    json: { text: "Print the configuration, or with --origin a list of values, as JSON." },
  },
  examples: ["dev", "dev --origin"],
  exitCodes: { 1: "The stack file has errors." },
});

export const listCommand = declareCommand({
  name: "config list",
  summary:
    "Lists stacks with environment, name, Region, account, Kubernetes version, fixed monthly costs and number of problems.",
  needs: "nothing",
  stacks: "all",
  options: { json: { text: "Print the stacks as JSON." } },
  examples: ["", "--json"],
  exitCodes: { 1: "A stack file has errors." },
});

export const getCommand = declareCommand({
  name: "config get",
  summary: "Prints one effective value of a stack: text as it is, a map or a list as YAML.",
  needs: "nothing",
  stacks: "one",
  operands: [{ name: "path", text: "Path of the value, such as `network.zones[0]` or `aws`." }],
  options: { json: { text: "Print path, value and origin as JSON." } },
  examples: ["dev aws.region", "dev network.zones --json"],
  exitCodes: { 1: "The stack file has errors, or no such value." },
});

export const convertCommand = declareCommand({
  name: "config convert",
  summary:
    "Prints the complete configuration of a stack for other programs, without secrets: as JSON, as YAML, or as lines for a shell such as `STACK_AWS_REGION=eu-west-1`, in which lists are JSON.",
  needs: "nothing",
  stacks: "one",
  options: { to: { value: "format", choices: FORMATS, text: "json, yaml or env. Default: json." } },
  noJson: "Its default output is JSON.",
  examples: ["dev", "dev --to env"],
  exitCodes: { 1: "The stack file has errors." },
});

export const diffCommand = declareCommand({
  name: "config diff",
  summary:
    "Compares the effective values of two or more stacks. The reason of a difference is `required in <stack>` if a rule refuses the value of the other stacks there, `default` if no stack file sets the value, and otherwise `chosen`.",
  needs: "nothing",
  stacks: "several",
  options: { json: { text: "Print the differences, with values of any length, as JSON." } },
  examples: ["dev prod", "dev staging prod --json"],
  exitCodes: { 0: "The stacks are compared, whether they differ or not.", 1: "A stack file has errors." },
});

export const tagsCommand = declareCommand({
  name: "config tags",
  summary: "Prints the tags of a stack with the rules about their values, for documentation or for a service of AWS.",
  needs: "nothing",
  stacks: "one",
  options: {
    format: {
      value: "format",
      choices: ["markdown", "json", "organizations-policy", "config-rule", "cost-allocation"],
      text: "`markdown` (default) or `json`; `organizations-policy`: a tag policy of AWS Organizations; `config-rule`: parameters of `REQUIRED_TAGS` rules of AWS Config; `cost-allocation`: input of `aws ce update-cost-allocation-tags-status`.",
    },
    json: { text: "The same as --format json." },
  },
  examples: ["dev", "prod --format organizations-policy"],
  exitCodes: { 1: "The stack file has errors." },
});

const COUNT =
  "Writes a change that makes the file invalid, because the next command may complete it, and prints the number of problems.";
const REFUSAL = `Refuses a key that the schema does not have, and writes nothing. ${COUNT}`;

const PATH = { name: "path", text: "Path of the value, such as `network.zones[0]`." };

export const setCommand = declareCommand({
  name: "config set",
  summary: `Sets one value of a stack file, and keeps comments and order. For secrets: \`npm run pulumi -- config set --secret\`. ${REFUSAL}`,
  needs: "nothing",
  stacks: "one",
  operands: [
    PATH,
    {
      name: "value",
      text: "Text, number or boolean as it is; a list or map as JSON, and text that begins like one in quotes within quotes. Before a value that begins with a hyphen, write --.",
    },
  ],
  options: {},
  noJson: "It changes the stack file: the exit code shows the result, and `npm run config -- get` prints the value.",
  examples: ["dev network.nat single", `dev network.zones '["a","b"]'`],
  exitCodes: { 0: "The file is changed, or already had the value.", 1: "The file is unchanged." },
});

export const rmCommand = declareCommand({
  name: "config rm",
  summary: `Removes one value of a stack file. ${COUNT}`,
  needs: "nothing",
  stacks: "one",
  operands: [PATH],
  options: {},
  noJson: "It changes the stack file: the exit code shows the result, and `npm run config -- get` prints the value.",
  examples: ["dev network.nat"],
  exitCodes: { 0: "The file is changed, or did not have the value.", 1: "The file is unchanged." },
});

export const mvCommand = declareCommand({
  name: "config mv",
  summary: `Renames a key of a stack file. ${REFUSAL}`,
  needs: "nothing",
  stacks: "one",
  operands: [PATH, { name: "new path", text: "Path of the value afterwards." }],
  options: {},
  noJson: "It changes the stack file: the exit code shows the result, and `npm run config -- get` prints the value.",
  examples: ["dev tags.ownr tags.owner"],
  exitCodes: { 0: "The file is changed.", 1: "The file is unchanged." },
});

export const newCommand = declareCommand({
  name: "config new",
  summary:
    "Creates the file of a new stack in the repository from an example. A stack of the environment ephemeral gets a name of its own and its last day.",
  needs: "nothing",
  stacks: "none",
  operands: [{ name: "stack", text: "Name of the new stack." }],
  options: {
    from: {
      value: "example|file",
      text: "Name of a stack file in examples/, which describe themselves, or path of another stack file. Default: minimal.",
    },
    expiry: {
      value: "day|duration",
      text: "For a file of the environment ephemeral: last day of the stack, such as 2026-12-05, or a number of days from today, such as 3d; at most 14 days. Default: 7d.",
    },
  },
  noJson: "It writes files: the exit code and Git show the result.",
  examples: ["test", "test --from private", "pr-123 --from ephemeral --expiry 3d"],
});

export const schemaCommand = declareCommand({
  name: "config schema",
  summary: "Writes the JSON Schemas for editors and the pages in docs/reference.",
  needs: "nothing",
  stacks: "none",
  options: { check: { text: "Only check that they are up to date." } },
  noJson: "It writes files: the exit code and Git show the result.",
  examples: ["", "--check"],
  exitCodes: { 1: "A file is out of date." },
});

export const pricesCommand = declareCommand({
  name: "config prices",
  summary: "Lists the list prices in this repository that are older than 180 days, with their sources.",
  needs: "nothing",
  stacks: "none",
  options: { json: { text: "Print the prices as JSON." } },
  examples: ["", "--json"],
  exitCodes: { 1: "A price is too old." },
});

export const addonsCommand = declareCommand({
  name: "config addons",
  summary: "Compares the add-on versions in this repository for a Kubernetes version with the default versions of AWS.",
  needs: "output of the AWS CLI",
  stacks: "none",
  operands: [
    { name: "version", text: "Kubernetes version, such as 1.36." },
    {
      name: "file",
      text: "JSON output of `aws eks describe-addon-versions --kubernetes-version <version> --region <region>`. Default: standard input.",
      isOptional: true,
    },
  ],
  options: {
    write: { text: "Write newer versions into domain/cluster/addons. Add-ons without a version keep none." },
    json: { text: "Print the proposed versions as JSON." },
  },
  examples: ["1.36 versions.json", "1.36 versions.json --write"],
});
