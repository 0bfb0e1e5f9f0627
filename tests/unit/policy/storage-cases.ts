import { type Props, UNKNOWN } from "../../../policy/props";

/** Props that hold, props that do not, and what is said about the latter. */
export interface Case {
  readonly rule: string;
  readonly type: string;
  readonly good: readonly Props[];
  readonly bad: readonly (readonly [Props, string])[];
}

/** Of the rules about file systems and container registries. */
export const STORAGE_CASES: readonly Case[] = [
  {
    rule: "efs-encrypted",
    type: "aws:efs/fileSystem:FileSystem",
    good: [{ encrypted: true }, { encrypted: UNKNOWN }],
    bad: [
      [{}, "is not encrypted"],
      [{ encrypted: false }, "is not encrypted"],
    ],
  },
  {
    rule: "efs-access-point-confined",
    type: "aws:efs/accessPoint:AccessPoint",
    good: [
      { posixUser: { uid: 1, gid: 1 }, rootDirectory: { path: "/uploads" } },
      { posixUser: UNKNOWN, rootDirectory: UNKNOWN },
    ],
    bad: [
      [{ posixUser: { uid: 1, gid: 1 } }, "Clients can read the root of the file system"],
      [{ posixUser: { uid: 1, gid: 1 }, rootDirectory: { path: "/" } }, "Clients can read the root of the file system"],
      [{ rootDirectory: { path: "/uploads" } }, "Clients choose their user ID"],
    ],
  },
  {
    rule: "secret-rotation-frequent",
    type: "aws:secretsmanager/secretRotation:SecretRotation",
    good: [
      { rotationRules: { automaticallyAfterDays: 90 } },
      { rotationRules: { scheduleExpression: "rate(12 hours)" } },
      { rotationRules: { scheduleExpression: "cron(0 3 1 * ? *)" } },
      { rotationRules: UNKNOWN },
    ],
    bad: [
      [{ rotationRules: { automaticallyAfterDays: 91 } }, "every 91 days"],
      [{ rotationRules: { scheduleExpression: "rate(120 days)" } }, "every 120 days"],
    ],
  },
  {
    rule: "ecr-scan-on-push",
    type: "aws:ecr/repository:Repository",
    good: [{ imageScanningConfiguration: { scanOnPush: true } }, { imageScanningConfiguration: UNKNOWN }],
    bad: [[{}, "Images are not scanned"]],
  },
  {
    rule: "ecr-immutable-tags",
    type: "aws:ecr/repository:Repository",
    good: [
      { imageTagMutability: "IMMUTABLE" },
      { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" },
      { imageTagMutability: UNKNOWN },
    ],
    bad: [
      [{}, "Image tags can be overwritten"],
      [{ imageTagMutability: "MUTABLE" }, "Image tags can be overwritten"],
    ],
  },
];
