import { rateHours } from "../../domain/storage/secret-rotation";
import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

type Rotation = NonNullable<NonNullable<ReadableParts["storage"]>["secrets"][string]["rotation"]>;

const USUAL_DAYS = 30;

const rotationsHaveOneSchedule: Rule = function* ({ storage }) {
  for (const [path, { days, schedule }] of allRotations(storage)) {
    if (days === undefined && schedule === undefined) {
      yield {
        code: "storage/rotation-without-schedule",
        path,
        message: "The rotation has neither `days` nor `schedule`, one of which Secrets Manager requires.",
        allowed: "days or schedule",
        fix: [set([...path, "days"], USUAL_DAYS)],
      };
    }
    if (days !== undefined && schedule !== undefined) {
      yield {
        code: "storage/rotation-with-two-schedules",
        path: [...path, "days"],
        message: "`days` and `schedule` are both set; Secrets Manager accepts only one of them.",
        because: [[...path, "schedule"]],
        allowed: "days or schedule",
        fix: [remove([...path, "days"])],
      };
    }
  }
};

const rotationFunctionsAreReachable: Rule = function* ({ storage, aws }) {
  if (aws === undefined) return;
  for (const [path, { functionArn }] of allRotations(storage)) {
    const [, , , region, accountId] = functionArn.split(":");
    if (region === aws.region && accountId === aws.accountId) continue;
    yield {
      code: "storage/rotation-function-elsewhere",
      path: [...path, "functionArn"],
      message:
        "The function is in another account or Region: Secrets Manager invokes functions of its Region only, and the stack cannot permit the call of a function of another account.",
      because: [
        ["aws", "region"],
        ["aws", "accountId"],
      ],
      allowed: `a function of account ${aws.accountId} in ${aws.region}`,
      fix: [edit(`name a function of account ${aws.accountId} in ${aws.region}`)],
    };
  }
};

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html */
const rotationWindowsDoNotOverlap: Rule = function* ({ storage }) {
  for (const [path, { schedule = "", windowHours }] of allRotations(storage)) {
    const hours = rateHours(schedule);
    if (windowHours === undefined || hours === undefined || windowHours <= hours) continue;
    yield {
      code: "storage/rotation-window-too-long",
      path: [...path, "windowHours"],
      message: "`windowHours` is longer than the time between two rotations, which Secrets Manager refuses.",
      because: [[...path, "schedule"]],
      allowed: `1 to ${hours}`,
      fix: [set([...path, "windowHours"], hours)],
    };
  }
};

function* allRotations(storage: ReadableParts["storage"]): Iterable<[Path, Rotation]> {
  for (const [key, { rotation }] of Object.entries(storage?.secrets ?? {})) {
    if (rotation !== undefined) yield [["storage", "secrets", key, "rotation"], rotation];
  }
}

export const secretsRules: readonly Rule[] = [
  rotationsHaveOneSchedule,
  rotationFunctionsAreReachable,
  rotationWindowsDoNotOverlap,
];
