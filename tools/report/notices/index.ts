import type { Notice } from "../model";
import { kindOf, mainStep } from "../read/changes";
import type { Properties } from "../read/engine-event";
import { logicalName, type Preview } from "../read/preview";
import { awsName } from "./documents";
import { exposures } from "./exposure";
import { widenings } from "./iam";
import { deletedContents, lostProtections } from "./protection";
import { shortList } from "./words";

/** Properties that name the resource to which a policy or a block of public access belongs, with the types of it. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  arn: ["sns/topic"],
  backupVaultName: ["backup/vault"],
  bucket: ["s3/bucket", "s3/bucketV2"],
  domainName: ["elasticsearch/domain", "opensearch/domain"],
  fileSystemId: ["efs/fileSystem"],
  group: ["iam/group"],
  keyId: ["kms/key", "kms/replicaKey"],
  queueUrl: ["sqs/queue"],
  repository: ["ecr/repository"],
  resourceArn: ["dynamodb/table", "kinesis/stream"],
  role: ["iam/role"],
  secretArn: ["secretsmanager/secret"],
  user: ["iam/user"],
};

/** Changes that a reviewer must not miss: wider permissions, what the internet can reach, and lost protection of data. */
export function noticesOf({ steps, unchanged }: Preview): readonly Notice[] {
  const changed = [...steps].flatMap(([urn, all]) => {
    const [kind, step] = [kindOf(all), mainStep(all)];
    if (kind === undefined || step === undefined) return [];
    const before: Properties | undefined = kind === "create" ? undefined : step.old?.inputs;
    const after: Properties | undefined = kind === "delete" ? undefined : step.new?.inputs;
    return [{ urn, resource: logicalName(urn), kind, step, inputs: { type: step.type, before, after } }];
  });
  /** The deleted resources, by their type and each of their names. */
  const deleted = new Set(
    changed
      .filter(({ kind }) => kind === "delete")
      .flatMap(({ step: { type, old } }) =>
        [old?.id, old?.outputs["arn"], old?.inputs["bucket"], old?.inputs["name"]].map(
          (name) => `${awsName(type)} ${String(name)}`,
        ),
      ),
  );
  // What is deleted together with its owner opens nothing.
  const isWithOwner = ({ kind, inputs: { type: own, before } }: (typeof changed)[number]): boolean =>
    kind === "delete" &&
    Object.entries(OWNERS).some(
      ([key, types]) =>
        before?.[key] !== undefined &&
        // A bucket has its own name in the property, and no owner.
        types.some((type) => type !== awsName(own) && deleted.has(`${type} ${String(before[key])}`)),
    );
  // A new stack grants what it needs; nothing becomes wider.
  const isNewStack = unchanged === 0 && changed.every(({ kind }) => kind === "create");
  const notices = changed
    .filter((each) => !isWithOwner(each))
    .flatMap(({ resource, inputs, step }) => [
      ...(isNewStack ? [] : widenings(inputs).map((text) => ({ kind: "iam-widened" as const, resource, text }))),
      ...exposures(inputs).map((text) => ({ kind: "public-exposure" as const, resource, text })),
      ...lostProtections(inputs).map((text) => ({ kind: "effect" as const, resource, text })),
      // Pulumi refuses to delete what is protected, and leaves alone what is retained.
      ...(step.old?.retainOnDelete === true || step.old?.protect === true ? [] : deletedContents(inputs)).map(
        (text) => ({
          kind: "effect" as const,
          resource,
          text,
        }),
      ),
    ]);
  const unprotected = changed.filter(({ kind, step: { old, new: now } }) => {
    return (kind === "update" || kind === "replace") && old?.protect === true && now?.protect !== true;
  });
  return [...notices, ...unprotectedNotice(unprotected.map(({ resource }) => resource))];
}

/** One notice for all: the teardown of a platform unprotects dozens of resources. */
function unprotectedNotice(names: readonly string[]): readonly Notice[] {
  if (names.length === 0) return [];
  const whose = names.length === 1 ? "1 resource" : `${names.length} resources`;
  const text = `The update turns off Pulumi's protection of ${whose}: ${shortList(names)}. A later update or destroy can delete ${names.length === 1 ? "it" : "them"}.`;
  return [{ kind: "effect", resource: "", text }];
}
