import { type PolicyStatement, policyDocument } from "../../domain/iam/policy-document";
import { renderJson } from "../../domain/json";
import { organizationStatements } from "./organization-perimeter";

/**
 * Services whose interface endpoints take a policy. Others refuse one, so only those known to take it are listed.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
const WITH_POLICY = [
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
  /** The only account whose roles and users get through interface endpoints, where the service takes a policy. */
  readonly accountId: string;
  /** The organization that takes the account's place; then gateway endpoints are closed to others as well. */
  readonly organizationId?: string | undefined;
  /** Buckets outside of the organization that may be read through the S3 endpoint. */
  readonly readableBuckets: readonly string[];
}

/**
 * The policy of an interface endpoint: lets nobody but this account's own roles and users through, or those of its
 * organization, so that keys of another account that someone brings into the VPC cannot carry data out. Undefined where
 * the service takes no policy.
 */
export function interfacePolicy(service: string, args: PerimeterArgs): string | undefined {
  if (!WITH_POLICY.includes(service)) return undefined;
  return policyDocument(
    args.organizationId === undefined
      ? accountStatements(service, args.accountId)
      : organizationStatements(service, { ...args, organizationId: args.organizationId }),
  );
}

/**
 * AWS's own policy of an endpoint without one, word for word: the AWS provider takes a document that says the same for no
 * change. https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy
 */
const OPEN_POLICY = renderJson({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

/**
 * The policy of a gateway endpoint, which is open without an organization. What AWS owns and nodes read could be listed
 * for an account as well, but buckets of its sister accounts could not. The open policy is stated as well: an endpoint
 * keeps its policy when it is omitted, so it would stay closed to others after `organizationId` is removed.
 */
export function gatewayPolicy(service: "s3" | "dynamodb", args: PerimeterArgs): string {
  if (args.organizationId === undefined) return OPEN_POLICY;
  return policyDocument(organizationStatements(service, { ...args, organizationId: args.organizationId }));
}

/** To take on a role with a web identity is signed by nobody, so there the role has to be this account's. */
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
