import { CONTROL_ROTATION_DAYS, rateHours } from "../../domain/storage/secret-rotation";
import { everyHas } from "../companions";
import { onlyIn } from "../environments";
import { at } from "../props";
import type { Rule } from "../rule";

const SECRET = "aws:secretsmanager/secret:Secret";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";

export const secretRules: readonly Rule[] = [
  onlyIn(["prod"], {
    name: "secret-rotated",
    description: "Secrets of prod rotate automatically",
    controls: ["SecretsManager.1"],
    level: "advisory",
    fix: "Set `storage.secrets.<key>.rotation` in the stack file",
    stackViolations: everyHas(
      SECRET,
      { type: ROTATION, pointer: "secretId", key: "id" },
      "The value never changes; set `storage.secrets.<key>.rotation` in the stack file",
    ),
  }),
  onlyIn(["prod"], {
    name: "secret-rotation-frequent",
    description: `Secrets of prod rotate at least every ${CONTROL_ROTATION_DAYS} days`,
    controls: ["SecretsManager.4"],
    level: "advisory",
    fix: "Lower `storage.secrets.<key>.rotation.days` in the stack file",
    types: [ROTATION],
    violations: ({ rotationRules }) => {
      const days = daysBetween(at(rotationRules, "automaticallyAfterDays"), at(rotationRules, "scheduleExpression"));
      return days !== undefined && days > CONTROL_ROTATION_DAYS
        ? [`The value changes every ${days} days; rotate it at least every ${CONTROL_ROTATION_DAYS} days`]
        : [];
    },
  }),
];

/** Undefined for cron expressions, and for values that are not known yet. */
function daysBetween(days: unknown, schedule: unknown): number | undefined {
  if (typeof days === "number") return days;
  const hours = typeof schedule === "string" ? rateHours(schedule) : undefined;
  return hours === undefined ? undefined : hours / 24;
}
