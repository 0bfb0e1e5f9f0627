import type { BootstrapConfig } from "../../config";
import {
  backendUrl,
  boundaryArn,
  pipelineRoleArn,
  runnerLabel,
  secretsKeyAlias,
  secretsProviderUrl,
  stateFolder,
} from "../../domain/bootstrap/names";
import { REAPER_ENVIRONMENT, SHORT_LIVED_STACKS } from "../../domain/bootstrap/short-lived";

/** The commands that configure the stacks, and the pipelines that deploy them. */
export function nextSteps(config: BootstrapConfig): string {
  const { github, gitlab } = config.bootstrap;
  return [
    ...stackCommands(config),
    ...(github === undefined ? [] : ["", ...githubCommands(config, github.repository)]),
    ...(gitlab === undefined ? [] : ["", ...gitlabCommands(config, gitlab.project)]),
  ].join("\n");
}

interface Variable {
  readonly environment: string;
  readonly name: string;
  readonly value: string;
}

function placeOf({ name, aws }: BootstrapConfig): { name: string; accountId: string; region: string } {
  return { name, accountId: aws.accountId, region: aws.region };
}

/** The stack file that the files of short-lived stacks are written from. */
const TEMPLATE = `Pulumi.${SHORT_LIVED_STACKS}.yaml`;

/** Workflows call the stack `a` of a fleet `fleet-a`. A fleet creates no roles, so it has no boundary. */
function stackCommands(config: BootstrapConfig): readonly string[] {
  const place = placeOf(config);
  return Object.entries(config.bootstrap.stacks).flatMap(([stack, { isShortLived }], index) => {
    const ofFleet = /^fleet-(.+)$/.exec(stack)?.[1];
    const secretsProvider = secretsProviderUrl(secretsKeyAlias(place.name, stack), place.region);
    const init = ofFleet === undefined ? stack : `${ofFleet} --cwd fleet`;
    if (isShortLived) {
      return [
        ...(index > 0 ? [""] : []),
        `# Short-lived stacks: add this line to ${TEMPLATE}, and set the boundary of their roles`,
        `# secretsprovider: ${secretsProvider}`,
        `npm run config -- set ${stack} aws.permissionsBoundaryArn ${boundaryArn(place, stack)}`,
      ];
    }
    return [
      ...(index > 0 ? [""] : []),
      `# Stack ${stack}: its state in the bucket, with secrets encrypted by its own key, and the boundary of its roles`,
      `npm run pulumi -- login "${backendUrl(place, stateFolder(stack))}"`,
      `npm run pulumi -- stack init ${init} --secrets-provider "${secretsProvider}"`,
      ...(ofFleet === undefined
        ? [`npm run config -- set ${stack} aws.permissionsBoundaryArn ${boundaryArn(place, stack)}`]
        : []),
    ];
  });
}

/**
 * GitHub creates an environment without protection on its first use, so it is created first. Only the default branch deploys;
 * docs/workflows.md has what each environment is for.
 */
function githubCommands(config: BootstrapConfig, repository: string): readonly string[] {
  const all = Object.entries(config.bootstrap.stacks);
  const stacks = all.filter(([, { isShortLived }]) => !isShortLived);
  const names = stacks.map(([stack]) => stack);
  const approved = stacks.filter(([, { platformName }]) => !platformName.endsWith("-dev")).map(([stack]) => stack);
  const previewed = stacks.filter(([, { previewDecryptsSecrets }]) => previewDecryptsSecrets).map(([stack]) => stack);
  const create = (environment: string): string =>
    `gh api --silent --method PUT repos/${repository}/environments/${environment}`;
  const customBranches =
    '-F "deployment_branch_policy[protected_branches]=false" -F "deployment_branch_policy[custom_branch_policies]=true"';
  const limit = (environment: string): readonly string[] => [
    `${create(environment)} ${customBranches}`,
    `gh api --silent repos/${repository}/environments/${environment}/deployment-branch-policies -f "name=$(gh api repos/${repository} --jq .default_branch)"`,
  ];
  const hasShortLived = all.length > stacks.length;
  return [
    "# GitHub: environments with their branches and variables, and the stacks that workflows preview and deploy",
    ...names.flatMap((stack) => [create(`preview-${stack}`), ...limit(stack)]),
    ...(hasShortLived ? [create(SHORT_LIVED_STACKS), ...limit(REAPER_ENVIRONMENT)] : []),
    ...approved.map((stack) => create(`approve-${stack}`)),
    ...variablesOf(config, (stack) => `preview-${stack}`).map(
      ({ environment, name, value }) =>
        `gh variable set ${name} --repo ${repository} --env ${environment} --body "${value}"`,
    ),
    ...(names.length === 0
      ? []
      : [jsonVariable("PREVIEW_STACKS", previewed, repository), jsonVariable("DEPLOY_STACKS", names, repository)]),
    ...(hasShortLived
      ? [
          `gh variable set EPHEMERAL_TEMPLATE --repo ${repository} --body ${TEMPLATE}`,
          `gh label create ${SHORT_LIVED_STACKS} --force --repo ${repository}`,
          `# In Settings > Environments, add required reviewers to ${SHORT_LIVED_STACKS}: jobs of every branch can use its role.`,
        ]
      : []),
    ...runnersVariable(config, repository),
    ...(approved.length === 0
      ? []
      : [
          `# In Settings > Environments, add required reviewers to ${approved.map((stack) => `approve-${stack}`).join(", ")}, and to no other environment of a deployment.`,
        ]),
  ];
}

/** Stacks with runners in their networks. The variable is left alone without them: other runners may be in it. */
function runnersVariable({ name, bootstrap }: BootstrapConfig, repository: string): readonly string[] {
  const labels = Object.entries(bootstrap.stacks).flatMap(([stack, { runner }]) =>
    runner === undefined ? [] : [[stack, runnerLabel(name, stack)] as const],
  );
  return labels.length === 0 ? [] : [jsonVariable("RUNNERS", Object.fromEntries(labels), repository)];
}

function jsonVariable(name: string, value: unknown, repository: string): string {
  return `gh variable set ${name} --repo ${repository} --body ${JSON.stringify(JSON.stringify(value))}`;
}

function gitlabCommands(config: BootstrapConfig, project: string): readonly string[] {
  return [
    "# GitLab: variables, by environment",
    // As in examples/ci/.gitlab-ci.yml.
    ...variablesOf(config, (stack) => `preview/${stack}`)
      .filter(({ environment }) => environment !== REAPER_ENVIRONMENT)
      .map(({ environment, name, value }) => {
        const scope = environment === SHORT_LIVED_STACKS ? `"${SHORT_LIVED_STACKS}/*"` : environment;
        return `glab variable set ${name} "${value}" --repo ${project} --scope ${scope}`;
      }),
    ...(SHORT_LIVED_STACKS in config.bootstrap.stacks
      ? [`glab variable set EPHEMERAL_TEMPLATE ${TEMPLATE} --repo ${project}`]
      : []),
  ];
}

function variablesOf(config: BootstrapConfig, previewOf: (stack: string) => string): readonly Variable[] {
  const place = placeOf(config);
  return Object.entries(config.bootstrap.stacks).flatMap(([stack, { isShortLived }]) => {
    const jobs = isShortLived
      ? ([
          [stack, "deploy"],
          [REAPER_ENVIRONMENT, "deploy"],
        ] as const)
      : ([
          [previewOf(stack), "preview"],
          [stack, "deploy"],
        ] as const);
    return jobs.flatMap(([environment, role]) => [
      { environment, name: "AWS_ROLE_ARN", value: pipelineRoleArn(place, stack, role) },
      { environment, name: "AWS_REGION", value: place.region },
      { environment, name: "PULUMI_BACKEND_URL", value: backendUrl(place, stateFolder(stack)) },
    ]);
  });
}
