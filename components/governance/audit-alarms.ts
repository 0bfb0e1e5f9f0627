import type { Alarm } from "./alarms";

/** An alarm on lines of the audit log. */
export interface AuditAlarm {
  /** CloudWatch Logs' pattern for JSON: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
  readonly pattern: string;
  readonly alarm: Alarm;
}

/** Whose every request calls somebody: an access entry, such as the one for emergencies. */
export interface WatchedPrincipal {
  /** Key of the access entry. */
  readonly name: string;
  readonly arn: string;
}

/** What Kubernetes answers to everybody: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings */
const PUBLIC_PATHS = ["/healthz*", "/livez*", "/readyz*", "/version*"];

/**
 * What the audit log is watched for. Needs the log type `audit`.
 *
 * https://docs.aws.amazon.com/eks/latest/best-practices/auditing-and-logging.html
 */
export function auditAlarms(
  metricNamespace: string,
  watched: readonly WatchedPrincipal[],
): Readonly<Record<string, AuditAlarm>> {
  const alarm = (metricName: string, threshold: number, description: string): Alarm => ({
    namespace: metricNamespace,
    metricName,
    statistic: "Sum",
    threshold,
    periodSeconds: 300,
    periods: 1,
    description,
  });
  const elsewhere = PUBLIC_PATHS.map((path) => `($.requestURI != "${path}")`).join(" && ");
  return {
    "anonymous-requests": {
      pattern: `{ ($.user.username = "system:anonymous") && ($.responseStatus.code < 400) && ${elsewhere} }`,
      alarm: alarm("anonymous-requests", 1, "The Kubernetes API answered somebody who did not say who they are"),
    },
    "forbidden-requests": {
      pattern: "{ $.responseStatus.code = 403 }",
      alarm: alarm(
        "forbidden-requests",
        100,
        "Many requests to the Kubernetes API are forbidden: somebody tries doors",
      ),
    },
    ...Object.fromEntries(
      watched.map(({ name, arn }) => [
        `use-of-${name}`,
        {
          pattern: `{ $.user.extra.arn[0] = "${sessionsOf(arn)}" }`,
          alarm: alarm(`use-of-${name}`, 1, `Somebody uses the access entry ${name}, which is not for every day`),
        },
      ]),
    ),
  };
}

/** The audit log names a role's session, which has its name and not its path; a user as it is. */
function sessionsOf(principalArn: string): string {
  const [, account = "", role] = /^arn:aws:iam::(\d+):role\/(?:.+\/)?([^/]+)$/.exec(principalArn) ?? [];
  return role === undefined ? principalArn : `arn:aws:sts::${account}:assumed-role/${role}/*`;
}
