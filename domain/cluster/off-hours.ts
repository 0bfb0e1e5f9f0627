/** When node groups run. Times are those of the time zone, as `HH:MM`; on Saturday and Sunday no node runs. */
export interface WorkingHours {
  /** When the nodes start, Monday to Friday. */
  readonly start: string;
  /** When they stop, Monday to Thursday. */
  readonly stop: string;
  /** When they stop on Friday. */
  readonly fridayStop: string;
}

/** A schedule of EventBridge Scheduler that starts or stops nodes. */
export interface NodeSchedule {
  /** Last part of the schedule's name. */
  readonly key: "start" | "stop" | "stop-friday";
  /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
  readonly expression: string;
  readonly runsNodes: boolean;
}

/** A schedule that ends the nodes of Karpenter's pools. */
export interface PoolSchedule {
  readonly key: "pools" | "pools-friday";
  readonly expression: string;
}

/**
 * Minutes after the node groups stop: EKS ends their nodes, and with them the controller of Karpenter, after 15 minutes at
 * the latest. A controller that still ran would replace the nodes of its pools.
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html
 */
const POOLS_STOP_LATER_MINUTES = 30;

const MINUTES_PER_DAY = 24 * 60;
const MINUTES_PER_HOUR = 60;
const HOURS_PER_WEEK = 7 * 24;
const LONG_DAYS = 4;

export function nodeSchedules({ start, stop, fridayStop }: WorkingHours): readonly NodeSchedule[] {
  return [
    { key: "start", expression: weekly(start, "MON-FRI"), runsNodes: true },
    { key: "stop", expression: weekly(stop, "MON-THU"), runsNodes: false },
    { key: "stop-friday", expression: weekly(fridayStop, "FRI"), runsNodes: false },
  ];
}

/** Karpenter itself starts the nodes in the morning, once pods wait for them. */
export function poolSchedules({
  stop,
  fridayStop,
}: Pick<WorkingHours, "stop" | "fridayStop">): readonly PoolSchedule[] {
  return [
    { key: "pools", expression: later(stop, "MON-THU", "TUE-FRI") },
    { key: "pools-friday", expression: later(fridayStop, "FRI", "SAT") },
  ];
}

/** Share of a week in which no node runs, from 0 to 1. */
export function shareOfOffHours({ start, stop, fridayStop }: WorkingHours): number {
  const running = LONG_DAYS * (minutesOf(stop) - minutesOf(start)) + minutesOf(fridayStop) - minutesOf(start);
  return 1 - running / MINUTES_PER_HOUR / HOURS_PER_WEEK;
}

export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * MINUTES_PER_HOUR + minutes;
}

function later(time: string, days: string, nextDays: string): string {
  const minutes = minutesOf(time) + POOLS_STOP_LATER_MINUTES;
  return weekly(timeOf(minutes % MINUTES_PER_DAY), minutes < MINUTES_PER_DAY ? days : nextDays);
}

function timeOf(minutes: number): string {
  return `${Math.floor(minutes / MINUTES_PER_HOUR)}:${minutes % MINUTES_PER_HOUR}`;
}

function weekly(time: string, days: string): string {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return `cron(${minutes} ${hours} ? * ${days} *)`;
}
