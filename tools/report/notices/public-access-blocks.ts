import type { Properties } from "../read/engine-event";
import { nameOf, shortList } from "./words";

const S3_SETTINGS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** Settings that block public access while they have none of the open values, by type of resource. */
const BLOCKS: Readonly<Record<string, { readonly settings: readonly string[]; readonly open: readonly unknown[] }>> = {
  "ebs/snapshotBlockPublicAccess": { settings: ["state"], open: [undefined, "unblocked"] },
  "ec2/imageBlockPublicAccess": { settings: ["state"], open: [undefined, "unblocked"] },
  "emr/blockPublicAccessConfiguration": {
    settings: ["blockPublicSecurityGroupRules"],
    open: [undefined, false],
  },
  "s3/accountPublicAccessBlock": { settings: S3_SETTINGS, open: [undefined, false] },
  "s3/bucketPublicAccessBlock": { settings: S3_SETTINGS, open: [undefined, false] },
};

/** What a block of public access no longer blocks after a change. */
export function lostBlocks(
  name: string,
  before: Properties | undefined,
  after: Properties | undefined,
): readonly string[] {
  const block = BLOCKS[name];
  if (block === undefined) return [];
  const blocked = (inputs: Properties | undefined): readonly string[] =>
    block.settings.filter((key) => !block.open.includes(inputs?.[key]));
  if (after === undefined) return blocked(before).length > 0 ? ["The block of public access is deleted."] : [];
  if (before === undefined) return blocked(after).length === 0 ? ["The block of public access blocks nothing."] : [];
  if (before["bucket"] !== after["bucket"])
    return [`The block of public access moves from ${nameOf(before["bucket"])} to ${nameOf(after["bucket"])}.`];
  const kept = new Set(blocked(after));
  const lost = blocked(before).filter((key) => !kept.has(key));
  return lost.length === 0 ? [] : [`The block of public access no longer sets ${shortList(lost)}.`];
}
