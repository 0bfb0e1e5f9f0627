import { CONFIG_ROLE_NAME, CONFIG_SERVICE } from "../../domain/account/services";
import { boundaryArn } from "../../domain/bootstrap/names";
import { rolePatterns } from "../../domain/bootstrap/role-patterns";
import { writesOf } from "../../domain/bootstrap/writes";
import { policyDocument, type PolicyStatement } from "../../domain/iam/policy-document";
import { canaryFunctions } from "../../domain/monitoring/canary";
import type { BootstrapArgs, StackArgs } from "./bootstrap-args";
import { type Scope, scopesOf } from "./deploy-scopes";

/** Services by policy: one policy has at most 6,144 characters, so there are several. */
const AREAS = {
  network: ["ec2", "route53", "route53resolver"],
  cluster: ["eks", "autoscaling", "kms"],
  roles: ["iam"],
  data: ["s3", "ecr", "elasticfilesystem", "backup", "backup-storage", "inspector2"],
  monitoring: ["cloudwatch", "events", "firehose", "logs", "sns", "sqs"],
  operations: [
    ...["access-analyzer", "acm", "aps", "budgets", "ce", "chatbot", "compute-optimizer", "cost-optimization-hub"],
    ...["fis", "grafana", "lambda", "resource-groups", "scheduler", "secretsmanager", "ssm", "synthetics", "wafv2"],
  ],
} as const;

/** Services that record and detect attacks in the account, only for stacks that create them. */
const ACCOUNT_SERVICES = ["cloudtrail", "config", "guardduty", "securityhub"];

/** Services to which a stack passes roles. */
const ROLE_USERS = [
  "backup.amazonaws.com",
  "chatbot.amazonaws.com",
  "ec2.amazonaws.com",
  "ecr.amazonaws.com",
  "eks-fargate-pods.amazonaws.com",
  "eks.amazonaws.com",
  "firehose.amazonaws.com",
  "fis.amazonaws.com",
  "grafana.amazonaws.com",
  "lambda.amazonaws.com",
  "logs.amazonaws.com",
  "pods.eks.amazonaws.com",
  "scheduler.amazonaws.com",
  "s3.amazonaws.com",
  // Also Lambda, as the policy CloudWatchSyntheticsFullAccess of AWS has it.
  "synthetics.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** Services that create a role of their own on the first use in an account. */
const SERVICE_LINKED = [
  "autoscaling.amazonaws.com",
  "backup.amazonaws.com",
  "delivery.logs.amazonaws.com",
  "eks-fargate.amazonaws.com",
  "eks-nodegroup.amazonaws.com",
  "eks.amazonaws.com",
  "elasticfilesystem.amazonaws.com",
  "inspector2.amazonaws.com",
  // AWS Chatbot subscribes to topics with this role.
  "management.chatbot.amazonaws.com",
  "pullthroughcache.ecr.amazonaws.com",
  "replication.ecr.amazonaws.com",
  "scraper.aps.amazonaws.com",
  "spot.amazonaws.com",
  "wafv2.amazonaws.com",
];

/** Services that recommend savings. */
const SERVICE_LINKED_OF_RECOMMENDATIONS = [
  "compute-optimizer.amazonaws.com",
  "cost-optimization-hub.bcm.amazonaws.com",
];

/** Those of the services of the account, only for stacks that create them. */
const SERVICE_LINKED_OF_ACCOUNT = [
  "agentless.inspector2.amazonaws.com",
  CONFIG_SERVICE,
  "guardduty.amazonaws.com",
  "malware-protection.guardduty.amazonaws.com",
  "securityhub.amazonaws.com",
];

/**
 * The policies with which a stack is created, updated and destroyed, by area. Where names are known, they allow resources of
 * this platform only; keys, log groups and functions need the tag of the environment; all other actions are limited to the Regions of the account.
 */
export function deployPolicies(args: BootstrapArgs, key: string, stack: StackArgs): Readonly<Record<string, string>> {
  const scopes = scopesOf(args, stack);
  const regions = [args.region, ...(args.secondRegion === undefined ? [] : [args.secondRegion])];
  const omitted = [
    // Replication has a destination only in the second Region, and its setting belongs to the account.
    ...(args.secondRegion === undefined ? ["ecr:PutReplicationConfiguration"] : []),
    ...(stack.accountServices ? [] : ["inspector2:Disable"]),
    // The statements on roles have these, with the services that they are for.
    "iam:CreateServiceLinkedRole",
    "iam:DeleteServiceLinkedRole",
  ];
  const areas = { ...AREAS, ...(stack.accountServices ? { account: ACCOUNT_SERVICES } : {}) };
  return Object.fromEntries(
    Object.entries(areas).map(([area, services]) => {
      const actions = writesOf(...services).filter((action) => !omitted.includes(action));
      const statements = scopedStatements(actions, scopes, regions);
      const ofRoles: Readonly<Record<string, readonly PolicyStatement[]>> = {
        cluster: [passRoles(args, stack)],
        roles: roleStatements(args, key),
        operations: [createServiceLinkedRoles(args, SERVICE_LINKED_OF_RECOMMENDATIONS), canaryPermissions(args, stack)],
        account: accountRoleStatements(args),
      };
      return [area, policyDocument([...statements, ...(ofRoles[area] ?? [])])];
    }),
  );
}

/** A statement for each scope with its actions, and one for the actions without a scope. */
function scopedStatements(
  actions: readonly string[],
  scopes: readonly Scope[],
  regions: readonly string[],
): readonly PolicyStatement[] {
  const scopeOf = (action: string): Scope | undefined => scopes.find((scope) => scope.actions.test(action));
  const scoped = scopes.flatMap((scope): PolicyStatement[] => {
    const own = actions.filter((action) => scopeOf(action) === scope);
    if (own.length === 0) return [];
    const { sid, resources, condition } = scope;
    const statement = { Sid: sid, Effect: "Allow", Action: own, Resource: resources } as const;
    return [condition === undefined ? statement : { ...statement, Condition: condition }];
  });
  const others = actions.filter((action) => scopeOf(action) === undefined);
  if (others.length === 0) return scoped;
  const inRegions = { StringEquals: { "aws:RequestedRegion": regions } };
  return [...scoped, { Sid: "InRegions", Effect: "Allow", Action: others, Resource: "*", Condition: inRegions }];
}

function passRoles({ accountId }: BootstrapArgs, stack: StackArgs): PolicyStatement {
  return {
    Sid: "PassRoles",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: rolePatterns(stack).map((pattern) => `arn:aws:iam::${accountId}:role/${pattern}`),
    Condition: { StringEquals: { "iam:PassedToService": ROLE_USERS } },
  };
}

function roleStatements(args: BootstrapArgs, key: string): readonly PolicyStatement[] {
  return [
    createServiceLinkedRoles(args, SERVICE_LINKED),
    // The boundary denies the same for every role. Here it also holds where an administrator removes the boundary.
    {
      Sid: "RolesHaveTheBoundary",
      Effect: "Deny",
      Action: "iam:CreateRole",
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn(args, key) } },
    },
  ];
}

/**
 * Synthetics lets itself invoke the function of a canary with the permissions of the caller.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchSyntheticsFullAccess.html
 */
function canaryPermissions({ accountId }: BootstrapArgs, { platformName }: StackArgs): PolicyStatement {
  return {
    Sid: "CanaryPermissions",
    Effect: "Allow",
    Action: "lambda:AddPermission",
    Resource: `arn:aws:lambda:*:${accountId}:function:${canaryFunctions(`${platformName}-`)}`,
  };
}

/** The role of the trail, the service-linked role of AWS Config, and those that the other services create for themselves. */
function accountRoleStatements(args: BootstrapArgs): readonly PolicyStatement[] {
  const role = (pattern: string): string => `arn:aws:iam::${args.accountId}:role/${pattern}`;
  return [
    {
      Sid: "PassTrailRole",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: role("account-services-trail-role-???????"),
      Condition: { StringEquals: { "iam:PassedToService": "cloudtrail.amazonaws.com" } },
    },
    {
      Sid: "ConfigRole",
      Effect: "Allow",
      Action: ["iam:DeleteServiceLinkedRole", "iam:PassRole", "iam:TagRole", "iam:UntagRole"],
      Resource: role(`aws-service-role/${CONFIG_SERVICE}/${CONFIG_ROLE_NAME}`),
    },
    createServiceLinkedRoles(args, SERVICE_LINKED_OF_ACCOUNT),
  ];
}

function createServiceLinkedRoles({ accountId }: BootstrapArgs, services: readonly string[]): PolicyStatement {
  return {
    Sid: "ServiceLinkedRoles",
    Effect: "Allow",
    Action: "iam:CreateServiceLinkedRole",
    Resource: `arn:aws:iam::${accountId}:role/aws-service-role/*`,
    Condition: { StringEquals: { "iam:AWSServiceName": services } },
  };
}
