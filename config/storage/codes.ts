import type { Codes } from "../diagnostics/code";
import { bucketCodes } from "./bucket-codes";
import { deliveryCodes } from "./delivery-codes";

const EFS = "https://docs.aws.amazon.com/efs/latest/ug";
const SECRETS = "https://docs.aws.amazon.com/secretsmanager/latest/userguide";

const otherCodes = {
  "storage/archive-before-infrequent-access": {
    cause: `EFS moves files to Infrequent Access first and [to Archive later](${EFS}/API_LifecyclePolicy.html), and refuses the opposite order.`,
    remedy: "Set `archiveDays` to a greater number than `infrequentAccessDays`, or remove it.",
  },
  "storage/archive-in-one-zone": {
    cause: `A file system that keeps its data in one zone [has no Archive storage class](${EFS}/availability-durability.html).`,
    remedy: "Remove `archiveDays`, or remove `zone`.",
  },
  "storage/rotation-without-schedule": {
    cause: `Secrets Manager requires [the days between two rotations or a schedule](${SECRETS}/rotate-secrets_schedule.html).`,
    remedy: "Set `days` or `schedule`.",
  },
  "storage/rotation-with-two-schedules": {
    cause: `Secrets Manager accepts [either days or a schedule](${SECRETS}/rotate-secrets_schedule.html).`,
    remedy: "Remove `days` or `schedule`.",
  },
  "storage/rotation-function-elsewhere": {
    cause:
      "Secrets Manager invokes functions of its own Region, and the stack can permit that only for functions of its account.",
    remedy: "Name a function in the account and Region of the stack.",
  },
  "storage/rotation-window-too-long": {
    cause: `The window of a rotation [must not extend into the next one](${SECRETS}/rotate-secrets_schedule.html).`,
    remedy: "Lower `windowHours`, or rotate less often.",
  },
  "storage/file-system-zone-without-subnets": {
    cause:
      "A file system in one zone needs a mount target in that zone, and the network has no subnets there, because `network.zones` does not contain it.",
    remedy: "Name one of `network.zones`, or remove `zone`.",
  },
  "storage/quota-exceeded": {
    cause:
      "The stack needs more buckets, notifications, file systems, mount targets, access points, images, pull through caches or backed up buckets than AWS allows.",
    remedy: "Use fewer of what the message counts, or request a higher quota where AWS raises it.",
  },
} as const satisfies Codes<"storage">;

export const storageCodes = { ...bucketCodes, ...deliveryCodes, ...otherCodes } as const;
