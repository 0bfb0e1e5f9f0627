import { isRotationSchedule, rateHours } from "../../../../domain/storage/secret-rotation";

describe("the schedule of a rotation", () => {
  it.each([
    ["rate(4 hours)", 4],
    ["rate(1 day)", 24],
    ["rate(10 days)", 240],
    ["cron(0 3 ? * SUN *)", undefined],
    ["rate(0 days)", undefined],
  ])("%s has %s hours between two rotations", (schedule, hours) => {
    expect(rateHours(schedule)).toBe(hours);
  });

  it.each([
    ["rate(4 hours)", true],
    ["rate(3 hours)", false],
    ["rate(30 days)", true],
    ["rate(0 days)", false],
    ["rate(2 weeks)", false],
    ["cron(0 3 ? * SUN *)", true],
    ["cron(0 3 * * *)", false],
    ["every sunday", false],
  ])("%s is accepted: %s", (schedule, accepted) => {
    expect(isRotationSchedule(schedule)).toBe(accepted);
  });
});
