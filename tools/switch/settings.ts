import { ToolError } from "../terminal/tool";
import type { Limits } from "./gate";

/** Prefix of the label and the annotations of an Ingress. */
const PREFIX = "groundwork/";

/** Label of the Ingresses that the command switches: the Service of the version that shall get all requests. */
export const SWITCH_TO_LABEL = `${PREFIX}switch-to`;

/** How a workload is switched. */
export interface Settings extends Limits {
  /** Percentages of the requests that the version gets one after another; the last one is 100. */
  readonly steps: readonly number[];
}

interface Setting<T> {
  readonly text: string;
  readonly value: string;
  /** Used if neither the option nor the annotation is set. */
  readonly default: string;
  /** What the setting accepts, in words. */
  readonly accepts: string;
  /** Undefined if the setting does not accept the text. */
  readonly read: (text: string) => T | undefined;
}

/** Each is an option of the command, and with the prefix `groundwork/switch-` an annotation of an Ingress. */
export const SETTINGS = {
  steps: {
    value: "percentages",
    text: "Percentages of the requests that the version gets one after another.",
    default: "10,100",
    accepts: "whole numbers from 1 to 100 in ascending order, of which the last is 100, such as 10,50,100",
    read: readSteps,
  },
  "bake-minutes": {
    value: "number",
    text: "Minutes that each step is observed.",
    default: "5",
    accepts: "a whole number from 1 to 60",
    read: numberReader(/^\d+$/, 1, 60),
  },
  "max-error-percent": {
    value: "number",
    text: "Largest percentage of failed requests.",
    default: "1",
    accepts: "a number from 0 to 50",
    read: numberReader(/^\d+(\.\d+)?$/, 0, 50),
  },
  "min-requests": {
    value: "number",
    text: "Requests in a step below which nothing is decided.",
    default: "100",
    accepts: "a whole number from 1 to 1000000",
    read: numberReader(/^\d+$/, 1, 1_000_000),
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

export type SettingName = keyof typeof SETTINGS;

/** Values of the options of the command line. */
export type SettingOptions = Readonly<Partial<Record<SettingName, string | undefined>>>;

/**
 * The settings of an Ingress: its annotations, which the options override. Throws a ToolError for a value that a setting does
 * not accept.
 */
export function settingsOf(annotations: Readonly<Record<string, string>>, options: SettingOptions): Settings {
  const read = <Name extends SettingName>(name: Name): NonNullable<ReturnType<(typeof SETTINGS)[Name]["read"]>> => {
    const annotation = `${PREFIX}switch-${name}`;
    const given = options[name];
    const text = given ?? annotations[annotation] ?? SETTINGS[name].default;
    const value = SETTINGS[name].read(text) as ReturnType<(typeof SETTINGS)[Name]["read"]>;
    if (value !== undefined) return value;
    const source = given === undefined ? `The annotation ${annotation}` : `The option --${name}`;
    throw new ToolError(`${source} accepts ${SETTINGS[name].accepts}, and no other value: ${text}`);
  };
  return {
    steps: read("steps"),
    bakeMinutes: read("bake-minutes"),
    maxErrorPercent: read("max-error-percent"),
    minRequests: read("min-requests"),
  };
}

function readSteps(text: string): readonly number[] | undefined {
  const steps = text.split(",").map((each) => (/^\s*\d{1,3}\s*$/.test(each) ? Number(each) : 0));
  const isAscending = steps.every((step, index) => step > (steps[index - 1] ?? 0));
  return isAscending && steps.at(-1) === 100 ? steps : undefined;
}

function numberReader(form: RegExp, least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const value = form.test(text) ? Number(text) : NaN;
    return value >= least && value <= most ? value : undefined;
  };
}
