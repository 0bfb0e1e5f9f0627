import { type Edits, problemsWith, warningsWith } from "../fixtures";

describe("rules for flow logs and the DNS query log", () => {
  it.each<[string, Edits]>([
    ["flow logs in CloudWatch with a retention", { "network.flowLogs": { retentionDays: 30 } }],
    ["flow logs in S3", { "network.flowLogs": { destination: "s3", fields: ["srcaddr", "reject-reason"] } }],
    ["a query log in CloudWatch", { "network.queryLog": { destination: "cloudwatch", retentionDays: 7 } }],
    ["a query log in S3", { "network.queryLog": { destination: "s3" } }],
  ])("accept %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string]>([
    ["a log in S3", { "network.flowLogs": { destination: "s3", retentionDays: 30 } }, "network.flowLogs"],
    ["a log that is not written", { "network.queryLog": { retentionDays: 30 } }, "network.queryLog"],
  ])("warn of a retention for %s", (_, edits, log) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([`${log}.retentionDays: network/log-retention-unused`]);
  });
});
