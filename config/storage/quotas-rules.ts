import { BACKED_UP_BUCKETS } from "../../domain/backup/quotas";
import {
  ACCESS_POINTS,
  BUCKETS,
  CACHES,
  FILE_SYSTEMS,
  IMAGES,
  MOUNT_TARGETS,
  NOTIFICATIONS,
} from "../../domain/storage/quotas";
import type { Path } from "../source/path";
import { quotaFinding } from "../check/quota-finding";
import type { Rule } from "../check/rule";

const QUOTA_EXCEEDED = "storage/quota-exceeded";
const BUCKETS_PATH: Path = ["storage", "buckets"];
const FILE_SYSTEMS_PATH: Path = ["storage", "fileSystems"];

/** Buckets and their replicas, and the log bucket of each Region. */
const bucketsFitTheAccount: Rule = function* ({ storage }) {
  if (storage === undefined) return;
  const buckets = Object.values(storage.buckets);
  const replicas = buckets.filter(({ replicate }) => replicate).length;
  const logBuckets = replicas === 0 ? 1 : 2;
  yield* quotaFinding({
    code: QUOTA_EXCEEDED,
    path: BUCKETS_PATH,
    count: buckets.length + replicas + logBuckets,
    quota: BUCKETS,
    remedy: "remove buckets",
  });
};

const notificationsFitTheBucket: Rule = function* ({ storage }) {
  for (const [key, { notifications }] of Object.entries(storage?.buckets ?? {})) {
    yield* quotaFinding({
      code: QUOTA_EXCEEDED,
      path: [...BUCKETS_PATH, key, "notifications"],
      count: Object.keys(notifications).length,
      quota: NOTIFICATIONS,
      remedy: "remove notifications, or set eventBridge to true and forward the events by rules",
    });
  }
};

const backedUpBucketsFitTheAccount: Rule = function* ({ storage, backup }) {
  if (backup?.enabled !== true) return;
  yield* quotaFinding({
    code: QUOTA_EXCEEDED,
    path: BUCKETS_PATH,
    count: Object.values(storage?.buckets ?? {}).filter((bucket) => bucket.backup).length,
    quota: BACKED_UP_BUCKETS,
    remedy: "set backup to false for some buckets",
  });
};

const fileSystemsFitTheVpc: Rule = function* ({ storage, network }) {
  if (storage === undefined) return;
  const fileSystems = Object.values(storage.fileSystems);
  yield* quotaFinding({
    code: QUOTA_EXCEEDED,
    path: FILE_SYSTEMS_PATH,
    count: fileSystems.length,
    quota: FILE_SYSTEMS,
    remedy: "remove file systems",
  });
  if (network === undefined) return;
  const zones = network.zones.length;
  yield* quotaFinding({
    code: QUOTA_EXCEEDED,
    path: FILE_SYSTEMS_PATH,
    because: [["network", "zones"]],
    count: fileSystems.reduce((sum, { zone }) => sum + (zone === undefined ? zones : 1), 0),
    quota: MOUNT_TARGETS,
    remedy: "remove file systems, or use access points of one file system",
  });
};

const accessPointsFitTheFileSystem: Rule = function* ({ storage }) {
  for (const [key, { accessPoints }] of Object.entries(storage?.fileSystems ?? {})) {
    yield* quotaFinding({
      code: QUOTA_EXCEEDED,
      path: [...FILE_SYSTEMS_PATH, key, "accessPoints"],
      count: Object.keys(accessPoints).length,
      quota: ACCESS_POINTS,
      remedy: "remove access points",
    });
  }
};

/** A repository with the largest number of images refuses a push, even if its lifecycle policy keeps more. */
const keptImagesFitTheRepository: Rule = function* ({ storage }) {
  for (const [key, { keepTaggedImages }] of Object.entries(storage?.registries ?? {})) {
    yield* quotaFinding({
      code: QUOTA_EXCEEDED,
      path: ["storage", "registries", key, "keepTaggedImages"],
      count: keepTaggedImages,
      quota: IMAGES,
      remedy: "set a smaller number",
    });
  }
};

const cachesFitTheRegistry: Rule = function* ({ account }) {
  yield* quotaFinding({
    code: QUOTA_EXCEEDED,
    path: ["account", "registry", "pullThroughCaches"],
    count: Object.keys(account?.registry.pullThroughCaches ?? {}).length,
    quota: CACHES,
    remedy: "remove entries",
  });
};

export const storageQuotas: readonly Rule[] = [
  bucketsFitTheAccount,
  notificationsFitTheBucket,
  backedUpBucketsFitTheAccount,
  fileSystemsFitTheVpc,
  accessPointsFitTheFileSystem,
  keptImagesFitTheRepository,
  cachesFitTheRegistry,
];
