import { everyHas } from "../companions";
import { deniesWithoutTls, statements } from "../documents";
import { UNKNOWN, at, differs, isAbsent } from "../props";
import type { Rule } from "../rule";

const FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";

export const fileSystemRules: readonly Rule[] = [
  {
    name: "efs-encrypted",
    description: "File systems are encrypted",
    controls: ["EFS.1", "EFS.8"],
    level: "mandatory",
    types: [FILE_SYSTEM],
    violations: ({ encrypted }) =>
      differs(encrypted, true) ? ["The file system is not encrypted; set encrypted to true"] : [],
  },
  {
    name: "efs-tls-only",
    description: "Every file system has a policy that denies clients without TLS",
    controls: [],
    level: "mandatory",
    stackViolations: everyHas(
      FILE_SYSTEM,
      {
        type: "aws:efs/fileSystemPolicy:FileSystemPolicy",
        pointer: "fileSystemId",
        key: "id",
        suffices: ({ props }) =>
          props["policy"] === UNKNOWN ||
          statements(props["policy"]).some((statement) => deniesWithoutTls("*", statement)),
      },
      "The file system has no policy that denies all actions when aws:SecureTransport is false",
    ),
  },
  {
    name: "efs-access-point-confined",
    description: "Access points set a directory below the root, and a POSIX user",
    controls: ["EFS.3", "EFS.4"],
    level: "mandatory",
    types: ["aws:efs/accessPoint:AccessPoint"],
    violations: ({ posixUser, rootDirectory }) => {
      const path = at(rootDirectory, "path");
      return [
        ...(path !== UNKNOWN && (isAbsent(path) || path === "/")
          ? ["Clients can read the root of the file system; set rootDirectory.path"]
          : []),
        ...(isAbsent(posixUser) ? ["Clients choose their user ID; set posixUser"] : []),
      ];
    },
  },
];
