import type { Alarm } from "./alarms";
import type { Severity } from "./severity";

/** An alarm on lines of the audit log. */
export interface AuditAlarm {
  /** CloudWatch Logs' pattern for JSON: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
  readonly pattern: string;
  readonly alarm: Alarm;
}

/** A principal whose every request raises an alarm, such as the one of the access entry for emergencies. */
export interface AuditedPrincipal {
  /** Key of the access entry. */
  readonly name: string;
  readonly arn: string;
}

/** Paths that Kubernetes serves without authentication: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings */
const PUBLIC_PATHS = ["/healthz*", "/livez*", "/readyz*", "/version*"];

/**
 * Alarms on entries of the audit log, by the last part of their name. They need the log type `audit`.
 *
 * https://docs.aws.amazon.com/eks/latest/best-practices/auditing-and-logging.html
 */
export function auditAlarms(
  metricNamespace: string,
  audited: readonly AuditedPrincipal[],
): Readonly<Record<string, AuditAlarm>> {
  const alarm = (severity: Severity, metricName: string, threshold: number, description: string): Alarm => ({
    namespace: metricNamespace,
    metricName,
    statistic: "Sum",
    threshold,
    periodSeconds: 300,
    periods: 1,
    description,
    severity,
    runbook: "audit-log",
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/auditing-and-logging.html",
  });
  const elsewhere = PUBLIC_PATHS.map((path) => `($.requestURI != "${path}")`).join(" && ");
  return {
    "anonymous-requests": {
      pattern: `{ ($.user.username = "system:anonymous") && ($.responseStatus.code < 400) && ${elsewhere} }`,
      alarm: alarm("P1", "anonymous-requests", 1, "The Kubernetes API answered a request without authentication"),
    },
    "forbidden-requests": {
      pattern: "{ $.responseStatus.code = 403 }",
      alarm: alarm(
        "P2",
        "forbidden-requests",
        100,
        "Many requests to the Kubernetes API are forbidden: possible probing for permissions",
      ),
    },
    ...Object.fromEntries(
      audited.map(({ name, arn }) => [
        `use-of-${name}`,
        {
          pattern: `{ $.user.extra.arn[0] = "${recordedArn(arn)}" }`,
          alarm: alarm("P1", `use-of-${name}`, 1, `The access entry ${name}, whose every use is audited, is in use`),
        },
      ]),
    ),
  };
}

/** The principal as the audit log records it: the session of a role without the path of the role, or the user itself. */
function recordedArn(principalArn: string): string {
  const [, account = "", role] = /^arn:aws:iam::(\d+):role\/(?:.+\/)?([^/]+)$/.exec(principalArn) ?? [];
  return role === undefined ? principalArn : `arn:aws:sts::${account}:assumed-role/${role}/*`;
}
