import type { ChangedInputs } from "./changed-inputs";
import { awsName } from "./documents";
import { isUnknown, undecided } from "./words";

const isOff = (value: unknown): boolean => value !== true && value !== "true";
const isOn = (value: unknown): boolean => value === true || value === "true" || value === "ACTIVE";

/** Properties that prevent the loss of data, and whether they do so with a value. */
const PROTECTIONS: Readonly<Record<string, (value: unknown) => boolean>> = {
  deletionProtection: isOn,
  deletionProtectionEnabled: isOn,
  disableApiTermination: isOn,
  enableDeletionProtection: isOn,
  forceDelete: isOff,
  forceDestroy: isOff,
  skipFinalSnapshot: isOff,
};

/** One sentence for each protection of data that an update takes away. A later deletion then destroys the data. */
export function lostProtections({ before, after }: ChangedInputs): readonly string[] {
  if (before === undefined || after === undefined) return [];
  return Object.entries(PROTECTIONS).flatMap(([property, protects]) => {
    const [old, now] = [before[property], after[property]];
    if (!protects(old) || (protects(now) && !isUnknown(now))) return [];
    if (isUnknown(now)) return [undecided("whether the resource stays protected from deletion", `\`${property}\` is`)];
    const setting = now === undefined ? `removes \`${property}\`` : `sets \`${property}: ${JSON.stringify(now)}\``;
    return [`The update ${setting}, so that a later deletion destroys the data.`];
  });
}

/** Types that AWS deletes only while they are empty, with the property that makes Pulumi empty them, and what they hold. */
const CONTAINERS: Readonly<Record<string, { readonly property: string; readonly contents: string }>> = {
  "ecr/repository": { property: "forceDelete", contents: "images" },
  "s3/bucket": { property: "forceDestroy", contents: "objects" },
  "s3/bucketV2": { property: "forceDestroy", contents: "objects" },
  "s3/directoryBucket": { property: "forceDestroy", contents: "objects" },
};

/** Whether the deletion of a resource deletes its contents, or fails because of them. */
export function deletedContents({ type, before, after }: ChangedInputs): readonly string[] {
  const container = CONTAINERS[awsName(type)];
  if (container === undefined || before === undefined || after !== undefined) return [];
  const { property, contents } = container;
  return isOff(before[property])
    ? [`AWS refuses the deletion while it has ${contents}: empty it before the update, or the update fails.`]
    : [`The deletion destroys its ${contents}, because the state has \`${property}: true\`.`];
}
