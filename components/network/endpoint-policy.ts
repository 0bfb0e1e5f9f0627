import { policyDocument } from "../shared/iam-policy";

/**
 * Services whose endpoints take a policy. Others refuse one, so only those known to take it are listed.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
const WITH_POLICY = [
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

/**
 * Lets nobody but this account's own roles and users through the endpoint, whatever they call: keys of another account
 * that someone brings into the VPC cannot carry data out. Undefined where the service takes no policy.
 *
 * To take on a role with a web identity is signed by nobody, so there the role has to be this account's.
 */
export function endpointPolicy(service: string, accountId: string): string | undefined {
  if (!WITH_POLICY.includes(service)) return undefined;
  const everything = { Effect: "Allow", Principal: "*", Resource: "*" } as const;
  return policyDocument([
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
  ]);
}
