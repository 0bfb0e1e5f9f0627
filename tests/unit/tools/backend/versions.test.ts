import { stateVersions } from "../../../../tools/backend/versions";

const KEY = "team/.pulumi/stacks/groundwork/dev.json";

it("lists versions of the state in a bucket, the newest first, each with the command that restores it", async () => {
  const version = (id: string, time: string, key = KEY) => ({ Key: key, VersionId: id, LastModified: time, Size: 7 });
  const Versions = [
    version("v1", "2026-11-01"),
    version("v2", "2026-11-02"),
    version("v3", "2026-11-03", `${KEY}.bak`),
  ];
  const calls: string[] = [];
  const found = await stateVersions("s3://state/team?region=eu-west-1", "groundwork", "dev", (command, args) => {
    calls.push([command, ...args].join(" "));
    return Promise.resolve({ exitCode: 0, stdout: JSON.stringify({ Versions }), stderr: "" });
  });
  expect(calls).toEqual([
    `aws s3api list-object-versions --bucket state --prefix ${KEY} --output json --region eu-west-1`,
  ]);
  expect(found.map(({ restore }) => restore)).toEqual([
    `aws s3api copy-object --bucket state --key ${KEY} --copy-source 'state/${KEY}?versionId=v2' --region eu-west-1`,
    `aws s3api copy-object --bucket state --key ${KEY} --copy-source 'state/${KEY}?versionId=v1' --region eu-west-1`,
  ]);
});
