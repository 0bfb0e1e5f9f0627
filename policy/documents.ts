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

/** Whether a statement allows all actions of a service, or all but some: `s3:*`, `*` on some resources, `NotAction`. */
export function isServiceWide(statement: Props): boolean {
  return (
    allows(statement) &&
    !isAdministrator(statement) &&
    ("NotAction" in statement || list(statement["Action"]).some((action) => /^(\*|[\w-]+:\*)$/.test(String(action))))
  );
}

/** Actions with which another principal takes control of a bucket: those of Security Hub S3.6. */
const CONTROL_OF_BUCKET = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutEncryptionConfiguration",
  "s3:PutObjectAcl",
];

/** Whether a statement of a bucket policy allows a principal to control the bucket. */
export function grantsControlOfBucket(statement: Props): boolean {
  return allows(statement) && CONTROL_OF_BUCKET.some((action) => includesAction(statement, action));
}

/** Whether a statement allows decryption with all keys. */
export function decryptsWithAllKeys(statement: Props): boolean {
  return (
    allows(statement) &&
    !("Condition" in statement) &&
    ["kms:Decrypt", "kms:ReEncryptFrom"].some((action) => includesAction(statement, action)) &&
    list(statement["Resource"]).some((resource) =>
      /^\*$|^arn:aws[\w-]*:kms:[^:]*:[^:]*:(\*|key\/\*)$/.test(String(resource)),
    )
  );
}

/** Whether an action of a statement, which may contain wildcards, is or contains an action. */
function includesAction(statement: Props, action: string): boolean {
  return list(statement["Action"]).some((pattern) =>
    new RegExp(`^${String(pattern).replaceAll("*", ".*").replaceAll("?", ".")}$`, "i").test(action),
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
