import { z } from "zod";
import { edit } from "../diagnostics/finding";
import { findArnFault } from "../../domain/iam/arn";
import { findPrincipalFault, ROLE_OR_USER_ARN } from "../../domain/iam/principals";
import { checked } from "./fields";

interface ArnForm {
  readonly service: string;
  readonly form: RegExp;
  /** The form in words. */
  readonly allowed: string;
  /** A command of the AWS CLI that lists such ARNs, since no fix can know which one is right. */
  readonly list: string;
}

/** The ARN of an existing resource in the partition `aws`. */
function arn({ service, form, allowed, list }: ArnForm): z.ZodString {
  const schema = z.string().meta({ pattern: form.source, patternErrorMessage: allowed });
  return checked(schema, function* (value) {
    if (form.test(value)) return;
    const message = findArnFault(value, service) ?? "The ARN is not of the allowed form.";
    yield { message, allowed, fix: [edit(`${list} prints the ARNs to choose from`)] };
  });
}

const ROLE_OR_USER = "an IAM role or user, such as arn:aws:iam::111122223333:role/deployer";

/** A principal of an access entry or a trust policy. */
export const principalArn = checked(
  z.string().meta({ pattern: ROLE_OR_USER_ARN.source, patternErrorMessage: ROLE_OR_USER }),
  function* (value) {
    const fault = findPrincipalFault(value);
    if (fault === undefined) return;
    yield { message: fault.message, allowed: ROLE_OR_USER, fix: [edit(fault.remedy)] };
  },
);

export const roleArn = arn({
  service: "iam",
  form: /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  allowed: "the ARN of a role",
  list: "aws iam list-roles --query 'Roles[].Arn'",
});

export const policyArn = arn({
  service: "iam",
  form: /^arn:aws:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/,
  allowed: "the ARN of an IAM policy",
  list: "aws iam list-policies --query 'Policies[].Arn'",
});

/** A standard topic: AWS services do not publish to FIFO topics. */
export const topicArn = arn({
  service: "sns",
  form: /^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
  allowed: "the ARN of a standard topic, such as arn:aws:sns:eu-west-1:111122223333:events",
  list: "aws sns list-topics --region <region>",
});

export const alarmArn = arn({
  service: "cloudwatch",
  form: /^arn:aws:cloudwatch:[a-z0-9-]+:\d{12}:alarm:[^*?]{1,255}$/,
  allowed: "the ARN of an alarm, such as arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-errors",
  list: "aws cloudwatch describe-alarms --query 'MetricAlarms[].AlarmArn' --region <region>",
});

export const queueArn = arn({
  service: "sqs",
  form: /^arn:aws:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}$/,
  allowed: "the ARN of a standard queue, such as arn:aws:sqs:eu-west-1:111122223333:uploads",
  list: "aws sqs get-queue-attributes --attribute-names QueueArn --queue-url URL --region <region>",
});

export const functionArn = arn({
  service: "lambda",
  form: /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,64}$/,
  allowed:
    "the ARN of a function without version or alias, such as arn:aws:lambda:eu-west-1:111122223333:function:index",
  list: "aws lambda list-functions --query 'Functions[].FunctionArn' --region <region>",
});

/** A connection of AWS CodeConnections, whose former name was CodeStar Connections. */
export const connectionArn = arn({
  service: "codeconnections",
  form: /^arn:aws:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[0-9a-f-]{36}$/,
  allowed: "the ARN of a connection, arn:aws:codeconnections:<region>:<account>:connection/<id>",
  list: "aws codeconnections list-connections --provider-type GitHub --query 'Connections[].ConnectionArn' --region <region>",
});

export const certificateArn = arn({
  service: "acm",
  form: /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/,
  allowed: "the ARN of a certificate of ACM, arn:aws:acm:<region>:<account>:certificate/<id>",
  list: "aws acm list-certificates --region <region>",
});

export const cacheCredentialArn = arn({
  service: "secretsmanager",
  form: /^(?=.{50,612}$)arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/[\w/+=.@-]+$/,
  allowed: "the ARN of a secret in Secrets Manager whose name begins with ecr-pullthroughcache/, up to 612 characters",
  list: "aws secretsmanager list-secrets --filters Key=name,Values=ecr-pullthroughcache/ --query 'SecretList[].ARN' --region <region>",
});

/** An Application Load Balancer: others have no metrics of HTTP requests. */
export const loadBalancerArn = arn({
  service: "elasticloadbalancing",
  form: /^arn:aws:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/app\/[\w-]{1,32}\/[0-9a-f]{16}$/,
  allowed:
    "the ARN of an Application Load Balancer, arn:aws:elasticloadbalancing:<region>:<account>:loadbalancer/app/<name>/<id>",
  list: "aws elbv2 describe-load-balancers --query 'LoadBalancers[].LoadBalancerArn' --region <region>",
});

export const targetGroupArn = arn({
  service: "elasticloadbalancing",
  form: /^arn:aws:elasticloadbalancing:[a-z0-9-]+:\d{12}:targetgroup\/[\w-]{1,32}\/[0-9a-f]{16}$/,
  allowed: "the ARN of a target group, arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>",
  list: "aws elbv2 describe-target-groups --query 'TargetGroups[].TargetGroupArn' --region <region>",
});

export const costMonitorArn = arn({
  service: "ce",
  form: /^arn:aws:ce::\d{12}:anomalymonitor\/[\w-]{1,64}$/,
  allowed: "the ARN of a cost monitor, such as arn:aws:ce::111122223333:anomalymonitor/1f2e3d4c",
  list: "aws ce get-anomaly-monitors --query AnomalyMonitors[].MonitorArn",
});
