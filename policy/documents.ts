import { type Props, isRecord } from "./props";

/** The statements of an IAM policy document; none if it is unknown in a preview. */
export function statements(document: unknown): readonly Props[] {
  if (typeof document !== "string") return [];
  const parsed: unknown = JSON.parse(document);
  return isRecord(parsed) ? list(parsed["Statement"]).filter(isRecord) : [];
}

/** Whether a statement allows all actions on all resources. */
export function isAdministrator(statement: Props): boolean {
  return allows(statement) && list(statement["Action"]).includes("*") && list(statement["Resource"]).includes("*");
}

/** Whether a statement allows all actions of a service, or all but some: `s3:*`, `*`, `NotAction`. */
export function isServiceWide(statement: Props): boolean {
  return (
    allows(statement) &&
    ("NotAction" in statement || list(statement["Action"]).some((action) => /^(\*|[\w-]+:\*)$/.test(String(action))))
  );
}

/** Whether a statement allows an action to all principals, without a condition. */
export function isPublic(statement: Props): boolean {
  const everyone = isEveryone(statement["Principal"]) || "NotPrincipal" in statement;
  return allows(statement) && everyone && !("Condition" in statement);
}

/** Whether a statement denies all requests without TLS, on a bucket and its objects. */
export function deniesInsecureTransport(statement: Props): boolean {
  return deniesWithoutTls("s3:*", statement) && list(statement["Resource"]).length > 1;
}

/** Whether a statement denies an action, written like `action`, to all principals without TLS. */
export function deniesWithoutTls(action: string, statement: Props): boolean {
  const condition = isRecord(statement["Condition"]) ? statement["Condition"]["Bool"] : undefined;
  return (
    statement["Effect"] === "Deny" &&
    isEveryone(statement["Principal"]) &&
    list(statement["Action"]).includes(action) &&
    isRecord(condition) &&
    String(condition["aws:SecureTransport"]) === "false"
  );
}

/** Whether a statement allows S3 to deliver access logs of buckets. */
export function allowsAccessLogs(statement: Props): boolean {
  const principal = statement["Principal"];
  return allows(statement) && isRecord(principal) && list(principal["Service"]).includes("logging.s3.amazonaws.com");
}

function isEveryone(principal: unknown): boolean {
  return isRecord(principal) ? Object.values(principal).flatMap(list).includes("*") : principal === "*";
}

function allows(statement: Props): boolean {
  return statement["Effect"] === "Allow";
}

/** IAM accepts a single element instead of a list. */
function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
