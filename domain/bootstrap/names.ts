import { bucketName } from "../names";

/** What the names of the bootstrap's resources depend on. */
export interface BootstrapPlace {
  /** First part of every name. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
}

/** What a role of a pipeline is for. */
export type PipelineRole = "preview" | "deploy";

/** Prefix of every physical name. The names of a platform begin with `<name>-<environment>`, so none has this prefix. */
export function bootstrapPrefix(name: string): string {
  return `${name}-bootstrap`;
}

export function stateBucketName({ name, accountId, region }: BootstrapPlace): string {
  return bucketName(bootstrapPrefix(name), "state", accountId, region);
}

/**
 * ARNs of the script of a platform's canaries, which is in a bucket of its own: the names of other buckets have their key before
 * the account.
 */
export function canaryScriptArns(platformName: string, accountId: string): string {
  return `arn:aws:s3:::${platformName}-${accountId}-*/*`;
}

/** Folder of a stack's state in the state bucket. Policies of the stack's roles name it. */
export function stateFolder(stack: string): string {
  return `stacks/${stack}`;
}

/** Folder of the bootstrap's own state, to which no role of a pipeline has access. */
export const BOOTSTRAP_FOLDER = "bootstrap";

/** https://www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3 */
export function backendUrl(place: BootstrapPlace, folder: string): string {
  return `s3://${stateBucketName(place)}/${folder}?region=${place.region}`;
}

/** Alias, without `alias/`, of the key that encrypts the state bucket, and the secrets of the bootstrap itself. */
export function stateKeyAlias(name: string): string {
  return `${bootstrapPrefix(name)}-state`;
}

/** Alias, without `alias/`, of the key that encrypts the secrets of a stack. */
export function secretsKeyAlias(name: string, stack: string): string {
  return `${bootstrapPrefix(name)}-secrets-${stack}`;
}

/** Name of the CodeBuild project that runs the jobs of a stack. */
export function runnerProjectName(name: string, stack: string): string {
  return `${bootstrapPrefix(name)}-${stack}`;
}

export function runnerRoleName(name: string, stack: string): string {
  return `${bootstrapPrefix(name)}-${stack}-runner`;
}

export function runnerLogGroupName(name: string, stack: string): string {
  return `/aws/codebuild/${runnerProjectName(name, stack)}`;
}

/** Alias, without `alias/`, of the key that encrypts the logs of runners. */
export function runnerLogKeyAlias(name: string): string {
  return `${bootstrapPrefix(name)}-runner-logs`;
}

/**
 * Label of the jobs that run on the runner of a stack: workflows put the numbers of run and attempt in its placeholders.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/action-runner.html
 */
export function runnerLabel(name: string, stack: string): string {
  return `codebuild-${runnerProjectName(name, stack)}-{0}-{1}`;
}

/** https://www.pulumi.com/docs/iac/concepts/secrets/#aws-key-management-service-kms */
export function secretsProviderUrl(keyAlias: string, region: string): string {
  return `awskms://alias/${keyAlias}?region=${region}`;
}

export function pipelineRoleName(name: string, stack: string, role: PipelineRole): string {
  return `${bootstrapPrefix(name)}-${stack}-${role}`;
}

export function pipelineRoleArn(
  { name, accountId }: Pick<BootstrapPlace, "name" | "accountId">,
  stack: string,
  role: PipelineRole,
): string {
  return `arn:aws:iam::${accountId}:role/${pipelineRoleName(name, stack, role)}`;
}

/** Path of permissions boundaries. The policy pack refuses to attach policies with this path. */
export const BOUNDARY_PATH = "/boundary/";

export function boundaryName(name: string, stack: string): string {
  return `${bootstrapPrefix(name)}-${stack}`;
}

/** ARN of a stack's permissions boundary, known before it exists: `groundwork:aws.permissionsBoundaryArn` of the stack. */
export function boundaryArn({ name, accountId }: Pick<BootstrapPlace, "name" | "accountId">, stack: string): string {
  return `arn:aws:iam::${accountId}:policy${BOUNDARY_PATH}${boundaryName(name, stack)}`;
}
