import type { Notice } from "../model";
import { kindOf, mainStep } from "../read/changes";
import type { Properties } from "../read/engine-event";
import { logicalName, type Preview } from "../read/preview";
import type { ChangedInputs } from "./changed-inputs";
import { exposures } from "./exposure";
import { widenings } from "./iam";

const BUCKET = "aws:s3/bucket:Bucket";
const ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

/** Changes that a reviewer must not miss: wider permissions, and what the internet can reach. */
export function noticesOf({ steps, unchanged }: Preview): readonly Notice[] {
  const changed = [...steps].flatMap(([urn, all]) => {
    const [kind, step] = [kindOf(all), mainStep(all)];
    if (kind === undefined || step === undefined) return [];
    const before: Properties | undefined = kind === "create" ? undefined : step.old?.inputs;
    const after: Properties | undefined = kind === "delete" ? undefined : step.new?.inputs;
    return [{ resource: logicalName(urn), kind, inputs: { type: step.type, before, after } }];
  });
  const deletedBuckets = changed.filter(({ inputs: { type, after } }) => type === BUCKET && after === undefined);
  const deletedNames = new Set(deletedBuckets.map(({ inputs: { before } }) => before?.["bucket"]));
  const isWithBucket = ({ type, before, after }: ChangedInputs): boolean =>
    type === ACCESS_BLOCK && after === undefined && deletedNames.has(before?.["bucket"]);
  // A new stack grants what it needs; nothing becomes wider.
  const isNewStack = unchanged === 0 && changed.every(({ kind }) => kind === "create");
  return changed
    .filter(({ inputs }) => !isWithBucket(inputs))
    .flatMap(({ resource, inputs }) => [
      ...(isNewStack ? [] : widenings(inputs).map((text) => ({ kind: "iam-widened" as const, resource, text }))),
      ...exposures(inputs).map((text) => ({ kind: "public-exposure" as const, resource, text })),
    ]);
}
