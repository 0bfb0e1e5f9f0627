import { type Props, isRecord } from "./props";

/** The statements of an IAM policy document; none while a preview cannot know it. */
export function statements(document: unknown): readonly Props[] {
  if (typeof document !== "string") return [];
  const parsed: unknown = JSON.parse(document);
  return isRecord(parsed) ? list(parsed["Statement"]).filter(isRecord) : [];
}

/** Allows everything on everything. */
export function isAdministrator(statement: Props): boolean {
  return allows(statement) && list(statement["Action"]).includes("*") && list(statement["Resource"]).includes("*");
}

/** Allows every action of some service, or everything but a few: `s3:*`, `*`, `NotAction`. */
export function isServiceWide(statement: Props): boolean {
  return (
    allows(statement) &&
    ("NotAction" in statement || list(statement["Action"]).some((action) => /^(\*|[\w-]+:\*)$/.test(String(action))))
  );
}

/** Allows something to anyone, without a condition that narrows it. */
export function isPublic(statement: Props): boolean {
  const everyone = isEveryone(statement["Principal"]) || "NotPrincipal" in statement;
  return allows(statement) && everyone && !("Condition" in statement);
}

/** Denies everything that does not come over TLS, on a bucket and its objects. */
export function deniesInsecureTransport(statement: Props): boolean {
  return deniesWithoutTls("s3:*", statement) && list(statement["Resource"]).length > 1;
}

/** Denies actions, written like this, to everyone who does not come over TLS. */
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

/** Lets S3 deliver the access logs of buckets. */
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

/** IAM writes a list of one as the element itself. */
function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
