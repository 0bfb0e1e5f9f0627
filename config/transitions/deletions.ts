import { edit } from "../diagnostics/finding";
import { formatPath, isOfPattern, type Path, valueAt } from "../source/path";
import { type ChangeRule, valueBefore, valueNow } from "./change";
import { existing, PROTECTED_KINDS, PROTECTION } from "./protections";
import { pathOfKey, recordKey, WEB_ACL } from "./record";

const BUCKET_CLASS: Path = ["storage", "buckets", "*", "class"];

/** Warns that an update takes the protection of resources away, after which an omitted key deletes them with their data. */
export const announceLostProtection: ChangeRule = function* (change) {
  for (const { path: pattern, noun, data } of PROTECTED_KINDS) {
    const lost = existing(change.config, pattern).filter((path) => {
      const key = recordKey([...path, PROTECTION]);
      // The warning about the class says so.
      const isScratch = valueAt(change.config, [...path, "class"]) === "scratch";
      return change.before[key] === "true" && change.now[key] === undefined && !isScratch;
    });
    const [first] = lost;
    if (first === undefined) continue;
    const names = lost.map((path) => `\`${formatPath(path)}\``);
    yield {
      code: "transitions/protection-removed",
      path: first,
      message: `The update turns off the deletion protection of ${names.join(", ")}. From then on, an update that omits the key, or \`npm run destroy\`, deletes ${noun} with ${data}.`,
      fix: [edit("set the protection back, unless you want to delete the resource in the next update")],
      warning: true,
    };
  }
};

/** Warns before buckets are deleted: S3 refuses it while they have objects, and the update fails halfway. */
export const announceBucketDeletion: ChangeRule = function* (change) {
  const deleted = Object.keys(change.before)
    .map(pathOfKey)
    .filter((path) => isOfPattern(path, BUCKET_CLASS))
    .map((path) => path.slice(0, -1))
    .filter((path) => valueAt(change.config, path) === undefined)
    // The removal of a protected bucket is refused.
    .filter((path) => change.before[recordKey([...path, PROTECTION])] !== "true");
  for (const path of deleted) {
    const isScratch = change.before[recordKey([...path, "class"])] === "scratch";
    yield {
      code: "transitions/bucket-deleted",
      path,
      message: isScratch
        ? `The update deletes bucket \`${String(path.at(-1))}\` with its objects: its class is scratch.`
        : `The update deletes bucket \`${String(path.at(-1))}\`. S3 refuses to delete a bucket that has objects, and Pulumi empties one only if the last update had \`storage.forceDestroy: true\` and the class is neither archive nor backup.`,
      fix: [
        edit(
          isScratch
            ? "copy what is needed before the update"
            : "copy what is needed, and empty the bucket with its noncurrent versions before the update",
        ),
      ],
      warning: true,
    };
  }
};

/** Warns before the web ACL is deleted: load balancers keep it, although no Ingress names it any more. */
export const announceWebAclDeletion: ChangeRule = function* (change) {
  if (valueBefore(change, WEB_ACL) === undefined || valueNow(change, WEB_ACL) !== undefined) return;
  yield {
    code: "transitions/web-acl-deleted",
    path: WEB_ACL,
    message:
      "The update deletes the web ACL. AWS WAF refuses that while a load balancer uses it, and a load balancer keeps its web ACL when the annotation is removed from its Ingress.",
    fix: [
      edit(
        "before the update, detach it from the load balancer of each Ingress that names it, also of the sample workload: `kubectl annotate ingress <name> --namespace <namespace> --overwrite alb.ingress.kubernetes.io/wafv2-acl-arn=none`",
      ),
    ],
    warning: true,
  };
};
