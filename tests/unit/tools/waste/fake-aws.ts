import type { Scope } from "../../../../tools/waste/ask";
import type { CommandResult } from "../../../../tools/terminal/command";

export const TODAY = new Date("2026-11-28T12:00:00Z");
export const REGION = "eu-west-1";

/** What the AWS CLI prints for a command; with `stderr`, how it fails. */
export type Answer = Readonly<Record<string, unknown>>;
type Answers = Readonly<Record<string, Answer | ((args: readonly string[]) => Answer)>>;

/** An AWS CLI that answers by service and operation, and a record of its calls. */
export function fakeAws(answers: Answers): { readonly scope: Scope; readonly calls: string[] } {
  const calls: string[] = [];
  const aws = (args: readonly string[]): Promise<CommandResult> => {
    calls.push(args.join(" "));
    const command = args.slice(0, 2).join(" ");
    const given = answers[command];
    if (given === undefined) return Promise.resolve(failed(`${command} has no answer`));
    const answer = typeof given === "function" ? given(args) : given;
    if ("stderr" in answer) return Promise.resolve(failed(String(answer["stderr"])));
    return Promise.resolve({ exitCode: 0, stdout: JSON.stringify(answer), stderr: "" });
  };
  return { scope: { region: REGION, today: TODAY, aws }, calls };
}

function failed(stderr: string): CommandResult {
  return { exitCode: 254, stdout: "", stderr };
}

export function tagList(tags: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The argument after an option. */
export function valueOf(args: readonly string[], option: string): string {
  return args[args.indexOf(option) + 1] ?? "";
}

interface Query {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
    readonly Period: number;
    readonly Stat: string;
  };
}

export function queriesOf(args: readonly string[]): readonly Query[] {
  return JSON.parse(valueOf(args, "--metric-data-queries")) as Query[];
}

/** Answers each metric by its first dimension and its name, as CloudWatch does: the newest value first. */
export function metricData(values: Readonly<Record<string, readonly number[]>>): (args: readonly string[]) => Answer {
  return (args) => ({
    MetricDataResults: queriesOf(args).map(({ Id, MetricStat: { Metric } }) => {
      const daily = values[`${Metric.MetricName} ${Metric.Dimensions[0]?.Value ?? ""}`] ?? [];
      const days = daily.map((value, index) => ({ value, timestamp: new Date(Date.UTC(2026, 9, 28 + index)) }));
      return {
        Id,
        Timestamps: days.map(({ timestamp }) => timestamp.toISOString()).reverse(),
        Values: days.map(({ value }) => value).reverse(),
      };
    }),
  });
}
