import { type Edits, problemsWith, verdictOn } from "../fixtures";

const AT = "storage.secrets.shop/database";
const FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";

function secret(settings: object): Edits {
  return { "storage.secrets": { "shop/database": settings } };
}

function rotation(settings: object): Edits {
  return secret({ rotation: { functionArn: FUNCTION, ...settings } });
}

describe("secrets", () => {
  it.each<[string, Edits]>([
    ["without settings", secret({})],
    ["with a rotation by days", rotation({ days: 30 })],
    ["with a rotation by a schedule", rotation({ schedule: "cron(0 3 ? * SUN *)", windowHours: 3 })],
    [
      "with a window as long as the time between two rotations",
      rotation({ schedule: "rate(4 hours)", windowHours: 4 }),
    ],
  ])("are accepted %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it("are recovered for 30 days and not rotated by default", () => {
    expect(verdictOn(secret({})).config?.storage.secrets["shop/database"]).toEqual({ recoveryDays: 30 });
  });

  it("are none by default", () => {
    expect(verdictOn({}).config?.storage.secrets).toEqual({});
  });

  it.each<[string, Edits, string[]]>([
    ["a value", secret({ value: "s3cr3t" }), [`${AT}.value: schema/unknown-key`]],
    ["a recovery window of six days", secret({ recoveryDays: 6 }), [`${AT}.recoveryDays: schema/out-of-range`]],
    ["an upper-case key", { "storage.secrets": { Database: {} } }, ["storage.secrets.Database: schema/invalid-key"]],
    ["neither days nor a schedule", rotation({}), [`${AT}.rotation: storage/rotation-without-schedule`]],
    [
      "both days and a schedule",
      rotation({ days: 3, schedule: "rate(3 days)" }),
      [`${AT}.rotation.days: storage/rotation-with-two-schedules`],
    ],
    [
      "a rate of three hours",
      rotation({ schedule: "rate(3 hours)" }),
      [`${AT}.rotation.schedule: schema/invalid-value`],
    ],
    [
      "a function of another Region",
      rotation({ days: 3, functionArn: FUNCTION.replace("eu-west-1", "us-east-1") }),
      [`${AT}.rotation.functionArn: storage/rotation-function-elsewhere`],
    ],
    [
      "a function of another account",
      rotation({ days: 3, functionArn: FUNCTION.replace("111122223333", "444455556666") }),
      [`${AT}.rotation.functionArn: storage/rotation-function-elsewhere`],
    ],
    [
      "a window that is longer than the time between two rotations",
      rotation({ schedule: "rate(4 hours)", windowHours: 5 }),
      [`${AT}.rotation.windowHours: storage/rotation-window-too-long`],
    ],
  ])("are refused with %s", (_, edits, expected) => {
    expect(problemsWith(edits)).toEqual(expected);
  });
});
