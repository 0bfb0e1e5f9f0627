import { BUCKET_NAME_LENGTH } from "../names";

/**
 * Lengths of policies that depend on the configuration, in characters without white space. Each is an upper bound that
 * exceeds the rendered document by a few characters at most; tests compare the two.
 */

/** Quotes and comma of a string in a JSON list. */
const AROUND_TEXT = 3;

/** `{"Version":"2012-10-17","Statement":[]}`, and the comma between two statements. */
const DOCUMENT = 40;

interface RoleTrust {
  readonly trustedPrincipals: readonly string[];
  readonly requireMfa: boolean;
  readonly githubSubjects: readonly string[];
}

export function trustPolicyLength({ trustedPrincipals, requireMfa, githubSubjects }: RoleTrust): number {
  const people = 85 + (requireMfa ? 59 : 0) + listLength(trustedPrincipals);
  const workflows = 322 + listLength(githubSubjects);
  return DOCUMENT + (trustedPrincipals.length > 0 ? people : 0) + (githubSubjects.length > 0 ? workflows : 0);
}

const BUCKET_ARN_PREFIX = "arn:aws:s3:::".length;
const OBJECTS = "/*".length;

/**
 * The inline policy of the role that mounts buckets. It contains the ARN of each bucket or its objects three times, and that
 * of a writable bucket two more times.
 *
 * @param buckets length of each bucket's name without a limit, and whether pods may write to it
 */
export function mountedBucketsPolicyLength(
  buckets: readonly { readonly nameLength: number; readonly isWritable: boolean }[],
): number {
  const length = ({ nameLength, isWritable }: (typeof buckets)[number]): number => {
    const arn = BUCKET_ARN_PREFIX + Math.min(nameLength, BUCKET_NAME_LENGTH) + AROUND_TEXT;
    const reads = arn + (arn + OBJECTS) + (arn + arn + OBJECTS);
    return reads + (isWritable ? arn + OBJECTS + (arn + arn + OBJECTS) : 0);
  };
  return (
    390 +
    (buckets.some(({ isWritable }) => isWritable) ? 345 : 0) +
    buckets.reduce((sum, bucket) => sum + length(bucket), 0)
  );
}

/** The inline policy of the role that writes DNS records, with the ARN of each hosted zone. */
export function hostedZonesPolicyLength(zoneIds: readonly string[]): number {
  return 255 + listLength(zoneIds.map((id) => `arn:aws:route53:::hostedzone/${id}`));
}

/** The policy of the S3 gateway endpoint of an organization, with the ARN of each readable bucket and of its objects. */
export function s3EndpointPolicyLength(readableBuckets: readonly string[]): number {
  const arns = readableBuckets.flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]);
  return 1200 + listLength(arns);
}

function listLength(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length + AROUND_TEXT, 0);
}
