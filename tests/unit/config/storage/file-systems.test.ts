import { type Edits, problemsWith } from "../fixtures";

const AT = "storage.fileSystems.shared";
const shared = (settings: object): Edits => ({ "storage.fileSystems": { shared: settings } });

describe("a file system", () => {
  it.each<[string, Edits]>([
    ["no settings", shared({})],
    ["an archive after Infrequent Access", shared({ infrequentAccessDays: 7, archiveDays: 14 })],
    ["one zone in dev", shared({ zone: "a" })],
    ["backups", { ...shared({ backup: true }), "backup.enabled": true }],
    ["an access point", shared({ accessPoints: { uploads: { path: "/a/b", uid: 1000, gid: 1000 } } })],
  ])("may have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string]>([
    [
      "an archive on the day of Infrequent Access",
      shared({ infrequentAccessDays: 90, archiveDays: 90 }),
      `${AT}.archiveDays: storage/archive-before-infrequent-access`,
    ],
    [
      "an archive in one zone",
      shared({ zone: "a", archiveDays: 90 }),
      `${AT}.archiveDays: storage/archive-in-one-zone`,
    ],
    ["a zone without subnets", shared({ zone: "c" }), `${AT}.zone: storage/file-system-zone-without-subnets`],
    ["backups without a backup plan", shared({ backup: true }), `${AT}.backup: backup/no-backup-plan`],
  ])("cannot have %s", (_, edits, problem) => {
    expect(problemsWith(edits)).toEqual([problem]);
  });

  it("cannot be in one zone in prod", () => {
    expect(problemsWith(shared({ zone: "a" }), { stack: "prod" })).toEqual([expect.stringContaining(`${AT}.zone: `)]);
  });
});
