import type { BootstrapConfig } from "../../config";
import {
  backendUrl,
  boundaryArn,
  type PipelineRole,
  pipelineRoleArn,
  secretsKeyAlias,
  secretsProviderUrl,
  stateFolder,
} from "../../domain/bootstrap/names";

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

/** Workflows call the stack `a` of a fleet `fleet-a`. A fleet creates no roles, so it has no boundary. */
function stackCommands(config: BootstrapConfig): readonly string[] {
  const place = placeOf(config);
  return Object.keys(config.bootstrap.stacks).flatMap((stack, index) => {
    const ofFleet = /^fleet-(.+)$/.exec(stack)?.[1];
    const secretsProvider = secretsProviderUrl(secretsKeyAlias(place.name, stack), place.region);
    const init = ofFleet === undefined ? stack : `${ofFleet} --cwd fleet`;
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

/** GitHub creates an environment without protection on its first use, so it is created first. */
function githubCommands(config: BootstrapConfig, repository: string): readonly string[] {
  const environments = environmentsOf(config);
  const previewed = Object.entries(config.bootstrap.stacks)
    .filter(([, { previewDecryptsSecrets }]) => previewDecryptsSecrets)
    .map(([stack]) => stack);
  return [
    "# GitHub: environments, whose reviewers you set in Settings > Environments, and their variables",
    ...environments.map((name) => `gh api --silent --method PUT repos/${repository}/environments/${name}`),
    ...variablesOf(config).map(
      ({ environment, name, value }) =>
        `gh variable set ${name} --repo ${repository} --env ${environment} --body "${value}"`,
    ),
    `gh variable set PREVIEW_STACKS --repo ${repository} --body ${JSON.stringify(JSON.stringify(previewed))}`,
  ];
}

function gitlabCommands(config: BootstrapConfig, project: string): readonly string[] {
  return [
    "# GitLab: variables, by environment",
    ...variablesOf(config).map(
      ({ environment, name, value }) => `glab variable set ${name} "${value}" --repo ${project} --scope ${environment}`,
    ),
  ];
}

function environmentsOf({ bootstrap }: BootstrapConfig): readonly string[] {
  return Object.keys(bootstrap.stacks).flatMap((stack) => [environmentName(stack, "preview"), stack]);
}

function environmentName(stack: string, role: PipelineRole): string {
  return role === "deploy" ? stack : `preview-${stack}`;
}

function variablesOf(config: BootstrapConfig): readonly Variable[] {
  const place = placeOf(config);
  return Object.keys(config.bootstrap.stacks).flatMap((stack) =>
    (["preview", "deploy"] as const).flatMap((role) => {
      const environment = environmentName(stack, role);
      return [
        { environment, name: "AWS_ROLE_ARN", value: pipelineRoleArn(place, stack, role) },
        { environment, name: "AWS_REGION", value: place.region },
        { environment, name: "PULUMI_BACKEND_URL", value: backendUrl(place, stateFolder(stack)) },
      ];
    }),
  );
}
