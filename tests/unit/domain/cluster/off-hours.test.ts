import fc from "fast-check";

import { minutesOf, nodeSchedules, poolSchedules, shareOfOffHours } from "../../../../domain/cluster/off-hours";

const HOURS = { start: "07:00", stop: "20:00", fridayStop: "18:00" };

describe("off-hours", () => {
  it("have a schedule that starts nodes on five days, and two that stop them", () => {
    expect(nodeSchedules({ ...HOURS, start: "07:30" })).toEqual([
      { key: "start", expression: "cron(30 7 ? * MON-FRI *)", runsNodes: true },
      { key: "stop", expression: "cron(0 20 ? * MON-THU *)", runsNodes: false },
      { key: "stop-friday", expression: "cron(0 18 ? * FRI *)", runsNodes: false },
    ]);
  });

  it.each([
    ["20:00", "18:45", "cron(30 20 ? * MON-THU *)", "cron(15 19 ? * FRI *)"],
    ["23:30", "23:59", "cron(0 0 ? * TUE-FRI *)", "cron(29 0 ? * SAT *)"],
  ])(
    "end the nodes of Karpenter half an hour after %s and %s, on the next day if need be",
    (stop, fridayStop, ...at) => {
      expect(poolSchedules({ stop, fridayStop }).map(({ expression }) => expression)).toEqual(at);
    },
  );

  // 4 x 13 + 11 = 63 of 168 hours.
  it("are 62.5% of a week that runs from 7 to 20, and to 18 on Friday", () => {
    expect(shareOfOffHours(HOURS)).toBeCloseTo(0.625, 10);
  });

  it("shrink by one 168th of the week for each hour that nodes stop later on Friday", () => {
    const time = (minutes: number): string =>
      [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1379 }), fc.integer({ min: 0, max: 1379 }), (start, stop) => {
        const hours = { start: time(start), stop: time(stop), fridayStop: time(stop) };
        expect(minutesOf(hours.stop)).toBe(stop);
        const later = shareOfOffHours({ ...hours, fridayStop: time(stop + 60) });
        expect(shareOfOffHours(hours) - later).toBeCloseTo(1 / 168, 10);
      }),
    );
  });
});
