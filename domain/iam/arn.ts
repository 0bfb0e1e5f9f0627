/** The parts of an Amazon Resource Name: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for global services such as IAM. */
  readonly region: string;
  /** Empty for resources with global names, such as buckets. */
  readonly accountId: string;
  /** The part after the fifth colon. */
  readonly resource: string;
}

/** The partition of every Region that the platform supports; `aws-cn` and `aws-us-gov` are others. */
const PARTITION = "aws";

export function parseArn(value: string): Arn | undefined {
  const [, partition, service, region, accountId, resource] =
    /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)$/s.exec(value) ?? [];
  if (partition === undefined || service === undefined || region === undefined) return undefined;
  return accountId === undefined || resource === undefined
    ? undefined
    : { partition, service, region, accountId, resource };
}

/** Why a value cannot be the ARN of a resource of a service. Undefined if it can. */
export function findArnFault(value: string, service: string): string | undefined {
  const arn = parseArn(value);
  if (arn === undefined) return "The value is not an ARN.";
  if (arn.partition !== PARTITION) return "The ARN belongs to another partition than the stack's Region.";
  if (arn.service !== service) return `The ARN names a resource of another service than ${service}.`;
  if (/[*?]/.test(value)) return "The ARN has a wildcard, and has to name one resource.";
  return undefined;
}
