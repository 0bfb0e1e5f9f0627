import type { ServiceTable } from "./table";

export const KEY = "aws:kms/key:Key";
const PENDING_WINDOW_DAYS = { min: 7, max: 30 };
/** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const MOST_POLICY_BYTES = 32_768;

/**
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
 * Deletion of a key is only scheduled, so resources that use the key do not prevent it.
 */
export const kms: ServiceTable = {
  [KEY]: {
    id: (request) => keyId(request.hex(32)),
    outputs: {
      arn: ({ id, region, accountId }) => `arn:aws:kms:${region}:${accountId}:key/${id}`,
      keyId: ({ id }) => id,
      multiRegion: () => false,
    },
    refusals: ({ inputs, accountId }) => [
      ...refuseWindow(inputs["deletionWindowInDays"]),
      ...refuseSize(inputs["policy"]),
      ...refuseLockout(inputs["policy"], inputs["bypassPolicyLockoutSafetyCheck"], accountId),
    ],
  },
  "aws:kms/alias:Alias": {
    id: ({ inputs }) => String(inputs["name"]),
    outputs: {
      arn: ({ inputs, region, accountId }) => `arn:aws:kms:${region}:${accountId}:${String(inputs["name"])}`,
      targetKeyArn: ({ inputs, world }) => world.get(KEY, String(inputs["targetKeyId"]))?.state["arn"],
    },
    refusals: ({ inputs, world }) => {
      const name = String(inputs["name"]);
      const targetKeyId = String(inputs["targetKeyId"]);
      return [
        ...(/^alias\/[\w/-]+$/.test(name) ? [] : [`ValidationException: "${name}" is not a valid alias`]),
        ...(name.startsWith("alias/aws/") ? [`NotAuthorizedException: the alias prefix alias/aws/ is reserved`] : []),
        ...(world.get(KEY, targetKeyId) === undefined
          ? [`NotFoundException: key "${targetKeyId}" does not exist`]
          : []),
      ];
    },
  },
};

/** A key ID is a UUID. */
function keyId(digits: string): string {
  return [8, 12, 16, 20, 32].map((end, index, ends) => digits.slice(ends[index - 1] ?? 0, end)).join("-");
}

function refuseWindow(days: unknown): string[] {
  const { min, max } = PENDING_WINDOW_DAYS;
  if (typeof days !== "number" || (days >= min && days <= max)) return [];
  return [`ValidationException: deletionWindowInDays must be from ${min} to ${max}, not ${days}`];
}

function refuseSize(policy: unknown): string[] {
  return typeof policy === "string" && Buffer.byteLength(policy) > MOST_POLICY_BYTES
    ? [`LimitExceededException: the key policy is larger than ${MOST_POLICY_BYTES} bytes`]
    : [];
}

/** KMS refuses a policy that no principal could change. Here: a policy without the account or one of its principals. */
function refuseLockout(policy: unknown, bypass: unknown, accountId: string): string[] {
  if (typeof policy !== "string" || bypass === true || policy.includes(`arn:aws:iam::${accountId}:`)) return [];
  return [
    "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
  ];
}
