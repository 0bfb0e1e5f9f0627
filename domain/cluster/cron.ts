/** One of the five fields of a cron schedule. */
interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of the numbers, starting with that of `min`. */
  readonly names: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { name: "minute", min: 0, max: 59, names: [] },
  { name: "hour", min: 0, max: 23, names: [] },
  { name: "day of month", min: 1, max: 31, names: [] },
  {
    name: "month",
    min: 1,
    max: 12,
    names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  { name: "day of week", min: 0, max: 6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
];

const DESCRIPTORS = ["@annually", "@yearly", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/**
 * Why Karpenter's parser refuses a schedule. Undefined: the schedule is valid. The CRD checks only the number of fields, and
 * a budget with an invalid schedule blocks every disruption of its pool.
 * https://github.com/robfig/cron/blob/v3.0.1/parser.go
 */
export function cronFault(schedule: string): string | undefined {
  if (DESCRIPTORS.includes(schedule)) return undefined;
  const texts = schedule.split(/\s+/);
  if (texts.length !== FIELDS.length)
    return `a schedule has ${FIELDS.length} fields, or is one of ${DESCRIPTORS.join(", ")}`;
  for (const [index, field] of FIELDS.entries()) {
    const { name, min, max } = field;
    const isValid = (texts[index] ?? "").split(",").every((range) => isRange(range, field));
    if (!isValid)
      return `the ${name} is from ${min} to ${max}: a number, *, a range such as ${min}-${max}, a step such as */5, or a list`;
  }
  return undefined;
}

/** `*`, `?`, `5` or `1-5`, optionally with a slash and a step. */
function isRange(text: string, field: CronField): boolean {
  const [range = "", step, ...rest] = text.split("/");
  if (rest.length > 0 || (step !== undefined && !/^0*[1-9][0-9]*$/.test(step))) return false;
  if (range === "*" || range === "?") return true;
  const bounds = range.split("-");
  const [low, high = low] = bounds.map((bound) => valueOf(bound, field));
  return bounds.length <= 2 && low !== undefined && high !== undefined && low <= high;
}

function valueOf(text: string, { min, max, names }: CronField): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  const value = named >= 0 ? named + min : /^[0-9]+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= min && value <= max ? value : undefined;
}
