import { type PolicyStatement, policyDocument } from "../../domain/iam/policy-document";
import { renderJson } from "../../domain/json";
import { organizationStatements } from "./organization-perimeter";

/**
 * Services whose interface endpoints support a policy. EC2 refuses a policy for other services.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
const SERVICES_WITH_POLICY = [
  "arc-zonal-shift",
  "autoscaling",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "elasticloadbalancing",
  "kms",
  "logs",
  "monitoring",
  "secretsmanager",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
];

export interface PerimeterArgs {
  readonly region: string;
  /** Interface endpoints with a policy allow only roles and users of this account. */
  readonly accountId: string;
  /** Allows the organization instead of the account, and restricts gateway endpoints to it too. */
  readonly organizationId?: string | undefined;
  /** Buckets outside of the organization that can be read through the S3 endpoint. */
  readonly readableBuckets: readonly string[];
}

/**
 * Policy of an interface endpoint: allows only roles and users of this account, or of its organization, so that nobody can
 * send data to another account with that account's credentials. Undefined if the service does not support a policy.
 */
export function interfacePolicy(service: string, args: PerimeterArgs): string | undefined {
  if (!SERVICES_WITH_POLICY.includes(service)) return undefined;
  return policyDocument(
    args.organizationId === undefined
      ? accountStatements(service, args.accountId)
      : organizationStatements(service, { ...args, organizationId: args.organizationId }),
  );
}

/**
 * The default policy of an endpoint. It equals the document that AWS returns, so that the provider sees no change.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy
 */
const OPEN_POLICY = renderJson({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

/**
 * Policy of a gateway endpoint. Without an organization it allows everything, because buckets of the account's other
 * accounts are not known. The policy is always set: an endpoint keeps its policy when the argument is omitted, so it would
 * stay restricted after `organizationId` is removed.
 */
export function gatewayPolicy(service: "s3" | "dynamodb", args: PerimeterArgs): string {
  if (args.organizationId === undefined) return OPEN_POLICY;
  return policyDocument(organizationStatements(service, { ...args, organizationId: args.organizationId }));
}

/** AssumeRoleWithWebIdentity requests are not signed, so the policy checks the account of the role instead. */
function accountStatements(service: string, accountId: string): PolicyStatement[] {
  const everything = { Effect: "Allow", Principal: "*", Resource: "*" } as const;
  return [
    { ...everything, Action: "*", Condition: { StringEquals: { "aws:PrincipalAccount": accountId } } },
    ...(service === "sts"
      ? [
          {
            ...everything,
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: { StringEquals: { "aws:ResourceAccount": accountId } },
          },
        ]
      : []),
  ];
}
