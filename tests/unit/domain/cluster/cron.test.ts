import { cronFault } from "../../../../domain/cluster/cron";

describe("cronFault", () => {
  it.each([
    "* * * * *",
    "0 7 * * mon-fri",
    "*/15,45 0-23/2 1,15 JAN-dec ?",
    "5/10 * * * 0-6",
    "@annually",
    "@midnight",
    "@hourly",
  ])("accepts %s", (schedule) => {
    expect(cronFault(schedule)).toBeUndefined();
  });

  it.each([
    ["60 * * * *", "the minute is from 0 to 59"],
    ["0 24 * * *", "the hour is from 0 to 23"],
    ["0 0 0 * *", "the day of month is from 1 to 31"],
    ["0 0 * 0 *", "the month is from 1 to 12"],
    ["0 0 * * 7", "the day of week is from 0 to 6"],
    ["0 0 * * monday", "the day of week is from 0 to 6"],
    ["5-1 * * * *", "the minute is from 0 to 59"],
    ["1-2-3 * * * *", "the minute is from 0 to 59"],
    ["*/0 * * * *", "the minute is from 0 to 59"],
    ["*/5/5 * * * *", "the minute is from 0 to 59"],
    ["0 0 * *", "a schedule has 5 fields"],
    ["@reboot", "a schedule has 5 fields"],
  ])("refuses %s", (schedule, fault) => {
    expect(cronFault(schedule)).toContain(fault);
  });
});
