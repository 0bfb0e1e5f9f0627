import { backupRules, shortestRetentionDays } from "../../../components/backup/backup-plan";

describe("backupRules", () => {
  it("creates backups every night in UTC, within one hour to start and eight to complete", () => {
    expect(backupRules({ dailyRetentionDays: 35 })).toEqual([
      {
        ruleName: "daily",
        schedule: "cron(0 2 * * ? *)",
        startWindow: 60,
        completionWindow: 480,
        lifecycle: { deleteAfter: 35 },
      },
    ]);
  });

  it("creates monthly backups if `monthlyRetentionDays` is set", () => {
    const [, monthly] = backupRules({ dailyRetentionDays: 35, monthlyRetentionDays: 365 });
    expect(monthly).toMatchObject({
      ruleName: "monthly",
      schedule: "cron(0 4 1 * ? *)",
      lifecycle: { deleteAfter: 365 },
    });
  });
});

it.each([
  [{ dailyRetentionDays: 35 }, 35],
  [{ dailyRetentionDays: 35, monthlyRetentionDays: 365 }, 35],
  [{ dailyRetentionDays: 90, monthlyRetentionDays: 60 }, 60],
])("the shortest retention of %j is %d days", (retention, days) => {
  expect(shortestRetentionDays(retention)).toBe(days);
});
