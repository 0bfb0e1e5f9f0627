import type { Alarm } from "./alarms";
import type { AuditAlarm } from "./audit-alarms";
import type { Severity } from "./severity";

/** What an alarm on the trail detects. */
interface TrailEvent {
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
  readonly pattern: string;
  /** Events within five minutes that raise the alarm. */
  readonly threshold: number;
  readonly severity: Severity;
  readonly runbook: string;
  readonly description: string;
}

/**
 * The events of CloudTrail on which CIS recommends alarms, by the last part of the alarm's name. The patterns are those that
 * CloudWatch.1 to CloudWatch.14 of Security Hub check, so a change of one fails its control.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
const TRAIL_EVENTS = {
  "root-use": {
    pattern: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
    threshold: 1,
    severity: "P1",
    runbook: "root-use",
    description: "The root user of the account was used",
  },
  "unauthorized-calls": {
    pattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    // Consoles and scanners call APIs that their role does not allow.
    threshold: 20,
    severity: "P2",
    runbook: "unauthorized-calls",
    description: "AWS denied 20 calls within 5 minutes: possible probing for permissions, or a role that lacks one",
  },
  "console-login-without-mfa": {
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    threshold: 1,
    severity: "P1",
    runbook: "console-logins",
    description: "An IAM user signed in to the console without MFA",
  },
  "failed-console-logins": {
    pattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    threshold: 6,
    severity: "P2",
    runbook: "console-logins",
    description: "More than 5 sign-ins to the console failed within 5 minutes",
  },
  "iam-policy-changes": {
    pattern: eventsOf(
      "iam",
      "DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy CreatePolicy DeletePolicy CreatePolicyVersion DeletePolicyVersion AttachRolePolicy DetachRolePolicy AttachUserPolicy DetachUserPolicy AttachGroupPolicy DetachGroupPolicy",
    ),
    threshold: 1,
    severity: "P2",
    runbook: "account-changes",
    description: "Policies of IAM changed",
  },
  "trail-changes": {
    pattern: events("CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging"),
    threshold: 1,
    severity: "P1",
    runbook: "account-changes",
    description: "A trail changed, or it was started or stopped",
  },
  "kms-key-deletion": {
    pattern: eventsOf("kms", "DisableKey ScheduleKeyDeletion"),
    threshold: 1,
    severity: "P1",
    runbook: "account-changes",
    description: "A KMS key was disabled, or its deletion was scheduled: without the key, its data is lost",
  },
  "bucket-policy-changes": {
    pattern: eventsOf(
      "s3",
      "PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication DeleteBucketPolicy DeleteBucketCors DeleteBucketLifecycle DeleteBucketReplication",
    ),
    threshold: 1,
    severity: "P2",
    runbook: "account-changes",
    description: "The policy, ACL, CORS, lifecycle or replication of a bucket changed",
  },
  "config-changes": {
    pattern: eventsOf(
      "config",
      "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel PutConfigurationRecorder",
    ),
    threshold: 1,
    severity: "P2",
    runbook: "account-changes",
    description: "The recorder or the delivery channel of AWS Config changed",
  },
  "organization-changes": {
    pattern: eventsOf(
      "organizations",
      "AcceptHandshake AttachPolicy CreateAccount CreateOrganizationalUnit CreatePolicy DeclineHandshake DeleteOrganization DeleteOrganizationalUnit DeletePolicy DetachPolicy DisablePolicyType EnablePolicyType InviteAccountToOrganization LeaveOrganization MoveAccount RemoveAccountFromOrganization UpdatePolicy UpdateOrganizationalUnit",
    ),
    threshold: 1,
    severity: "P2",
    runbook: "account-changes",
    description: "Accounts, units or policies of the organization changed",
  },
  "security-group-changes": {
    pattern: events(
      "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup",
    ),
    threshold: 1,
    severity: "P2",
    runbook: "network-changes",
    description: "Security groups changed",
  },
  "network-acl-changes": {
    pattern: events(
      "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry ReplaceNetworkAclEntry ReplaceNetworkAclAssociation",
    ),
    threshold: 1,
    severity: "P2",
    runbook: "network-changes",
    description: "Network ACLs changed",
  },
  "gateway-changes": {
    pattern: events(
      "CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway CreateInternetGateway DeleteInternetGateway DetachInternetGateway",
    ),
    threshold: 1,
    severity: "P2",
    runbook: "network-changes",
    description: "Internet gateways or customer gateways changed",
  },
  "route-table-changes": {
    pattern: eventsOf(
      "ec2",
      "CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation DeleteRouteTable DeleteRoute DisassociateRouteTable",
    ),
    threshold: 1,
    severity: "P2",
    runbook: "network-changes",
    description: "Route tables changed",
  },
  "vpc-changes": {
    pattern: events(
      "CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection CreateVpcPeeringConnection DeleteVpcPeeringConnection RejectVpcPeeringConnection AttachClassicLinkVpc DetachClassicLinkVpc DisableVpcClassicLink EnableVpcClassicLink",
    ),
    threshold: 1,
    severity: "P2",
    runbook: "network-changes",
    description: "VPCs or their peering connections changed",
  },
} as const satisfies Readonly<Record<string, TrailEvent>>;

export type TrailAlarmName = keyof typeof TRAIL_EVENTS;

export const TRAIL_ALARM_NAMES = Object.keys(TRAIL_EVENTS) as readonly TrailAlarmName[];

/** Alarms on events of CloudTrail in a log group, by the last part of their names. */
export function trailAlarms(
  metricNamespace: string,
  names: readonly TrailAlarmName[],
): Readonly<Record<string, AuditAlarm>> {
  return Object.fromEntries(names.map((name) => [name, trailAlarm(metricNamespace, name)]));
}

function trailAlarm(namespace: string, name: TrailAlarmName): AuditAlarm {
  const { pattern, ...event } = TRAIL_EVENTS[name];
  const alarm: Alarm = {
    namespace,
    metricName: name,
    statistic: "Sum",
    periodSeconds: 300,
    periods: 1,
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    ...event,
  };
  return { pattern, alarm };
}

function events(names: string): string {
  return `{${anyOf(names)}}`;
}

function eventsOf(service: string, names: string): string {
  return `{($.eventSource=${service}.amazonaws.com) && (${anyOf(names)})}`;
}

function anyOf(names: string): string {
  return names
    .split(" ")
    .map((name) => `($.eventName=${name})`)
    .join(" || ");
}
