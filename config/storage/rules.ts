import type { Rule } from "../check/rule";
import { bucketsRules } from "./buckets-rules";
import { lifecycleRules } from "./lifecycle-rules";
import { objectLockRules } from "./object-lock-rules";
import { replicationRules } from "./replication-rules";
import { notificationsRules } from "./notifications-rules";
import { notificationEventsRules } from "./notification-events-rules";
import { fileSystemsRules } from "./file-systems-rules";
import { secretsRules } from "./secrets-rules";
import { storageQuotas } from "./quotas-rules";

/** Every relation that must hold between values of `groundwork:storage`. */
export const storageRules: readonly Rule[] = [
  ...bucketsRules,
  ...lifecycleRules,
  ...objectLockRules,
  ...replicationRules,
  ...notificationsRules,
  ...notificationEventsRules,
  ...fileSystemsRules,
  ...secretsRules,
  ...storageQuotas,
];
