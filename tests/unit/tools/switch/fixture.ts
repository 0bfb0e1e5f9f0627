import { type Context, type Request, runSwitch } from "../../../../tools/switch/run";
import type { CommandResult } from "../../../../tools/terminal/command";
import { ToolError } from "../../../../tools/terminal/tool";

export const ANNOTATION = "alb.ingress.kubernetes.io/actions.versions";
const ARN = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:";

const ok = (value: unknown): CommandResult => ({ exitCode: 0, stdout: JSON.stringify(value), stderr: "" });
const failed = (stderr: string): CommandResult => ({ exitCode: 1, stdout: "", stderr });

/** The value of the annotation that divides requests between shop-blue and shop-green. */
export function weights(blue: number, green: number): string {
  const group = (serviceName: string, weight: number): object => ({ serviceName, servicePort: 80, weight });
  return JSON.stringify({
    type: "forward",
    forwardConfig: { targetGroups: [group("shop-blue", blue), group("shop-green", green)] },
  });
}

/** What CloudWatch reports about the new version for each minute in which it gets this percentage of the requests. */
export interface Minute {
  readonly requests?: number;
  readonly errors?: number;
  readonly connectionErrors?: number;
  readonly unhealthy?: number;
}

export interface Cluster {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly managedFields?: readonly object[];
  /** Names of Ingresses in the namespace `shop`, which have the same fields. */
  readonly names?: readonly string[];
  /** States of the targets of each Service at each request; the last one remains. */
  readonly health?: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly bindings?: readonly object[];
  /** Minutes after which waiting is interrupted, as by Ctrl-C. */
  readonly interruptedAfter?: number;
  readonly minute?: (percent: number) => Minute;
  /** Number of the change of weights whose answer gets lost after the API server has accepted it. */
  readonly lostAnswer?: number;
  /** Answers of a program in place of those of the simulation; undefined for those. */
  readonly answer?: (command: string, args: readonly string[], minutes: number) => CommandResult | undefined;
}

export interface Run {
  readonly exitCode: number;
  readonly output: string;
  readonly progress: readonly string[];
  /** Weights of shop-blue and shop-green that were written, in their order. */
  readonly written: readonly string[];
  /** Commands of kubectl and the AWS CLI, without options. */
  readonly calls: readonly string[];
  /** Value of the annotation of the first Ingress at the end. */
  readonly annotation: string | undefined;
  /** Minutes that the command took. */
  readonly minutes: number;
}

interface Query {
  readonly Id: keyof Minute;
  readonly MetricStat: { readonly Metric: { readonly Dimensions: readonly { readonly Value: string }[] } };
}

const START = Date.parse("2026-11-28T10:00:10Z");
const MINUTE_MS = 60_000;

/** Runs the command against a cluster, a load balancer and a clock that only waiting advances. */
export async function runWith(cluster: Cluster = {}, request: Partial<Request> = {}): Promise<Run> {
  const {
    names = ["shop"],
    health = {},
    minute = (): Minute => ({ requests: 1000 }),
    answer = () => undefined,
    interruptedAfter = Infinity,
  } = cluster;
  const [lines, progress, calls, written]: [string[], string[], string[], string[]] = [[], [], [], []];
  let time = START;
  const objects = names.map((name): FakeIngress => ({
    metadata: {
      namespace: "shop",
      name,
      labels: cluster.labels ?? { "groundwork/switch-to": "shop-green" },
      annotations: { [ANNOTATION]: weights(100, 0), ...cluster.annotations },
      managedFields: cluster.managedFields ?? [],
    },
  }));
  /** Percentages of shop-green by the time since which it gets them. */
  const history = [{ since: 0, percent: greenOf(objects[0]?.metadata.annotations[ANNOTATION]) }];

  const kubectl = (args: readonly string[]): CommandResult => {
    calls.push(`kubectl ${args.slice(0, 3).join(" ")}`);
    const given = answer("kubectl", args, (time - START) / MINUTE_MS);
    if (given !== undefined) return given;
    const [verb, resource = ""] = args;
    const named = objects.filter(({ metadata }) => args.includes(`metadata.name=${metadata.name}`));
    if (verb === "get" && resource.startsWith("ingresses")) {
      return ok({ items: args.includes("--field-selector") ? named : objects });
    }
    if (verb === "get")
      return ok({ items: cluster.bindings ?? ["shop-blue", "shop-green"].map((service) => binding(service)) });
    const object = objects.find(({ metadata }) => metadata.name === args[2]);
    const [{ path, value: from }, { value: to }] = JSON.parse(args.at(-1) ?? "") as [Operation, Operation];
    const key = path.replace("/metadata/annotations/", "").replaceAll("~1", "/");
    if (object?.metadata.annotations[key] !== from) return failed("the server rejected our request: test failed");
    object.metadata.annotations[key] = to;
    const green = greenOf(to);
    history.push({ since: time, percent: green });
    written.push(`${100 - green}/${green}`);
    return written.length === cluster.lostAnswer ? failed("signal: interrupt") : ok({});
  };

  const reads = new Map<string, number>();
  const aws = (args: readonly string[]): CommandResult => {
    calls.push(`aws ${args.slice(0, 2).join(" ")}`);
    const given = answer("aws", args, (time - START) / MINUTE_MS);
    if (given !== undefined) return given;
    const after = (option: string): string => args[args.indexOf(option) + 1] ?? "";
    if (args[1] === "describe-target-groups") {
      return ok({ TargetGroups: [{ LoadBalancerArns: [`${ARN}loadbalancer/app/k8s-shop/50dc6c495c0c9188`] }] });
    }
    if (args[1] === "describe-target-health") {
      const service = /targetgroup\/([^/]+)/.exec(after("--target-group-arn"))?.[1] ?? "";
      const read = reads.get(service) ?? 0;
      reads.set(service, read + 1);
      const answers = health[service] ?? [["healthy", "healthy"]];
      const states = answers[Math.min(read, answers.length - 1)] ?? [];
      return ok({ TargetHealthDescriptions: states.map((State) => ({ TargetHealth: { State } })) });
    }
    const [start, end] = [Date.parse(after("--start-time")), Date.parse(after("--end-time"))];
    const queries = JSON.parse(after("--metric-data-queries")) as readonly Query[];
    const values = (id: keyof Minute): number[] => {
      const found: number[] = [];
      for (let each = start; each + MINUTE_MS <= Math.min(end, time); each += MINUTE_MS) {
        const { percent } = history.findLast(({ since }) => since <= each) ?? { percent: 0 };
        const value = minute(percent)[id];
        if (percent > 0 && value !== undefined) found.push(value);
      }
      return found;
    };
    return ok({ MetricDataResults: queries.map(({ Id }) => ({ Id, StatusCode: "Complete", Values: values(Id) })) });
  };

  const context: Context = {
    pulumi: () => Promise.resolve(ok({ kubeconfig: "{}" })),
    kubectlFor: () => (args) => Promise.resolve(kubectl(args)),
    run: (_, args) => Promise.resolve(aws(args)),
    now: () => new Date(time),
    wait: async (milliseconds) => {
      const until = Math.max(time, START) + milliseconds;
      // Workloads that are switched at the same time wait at the same time.
      await Promise.resolve();
      time = Math.max(time, until);
      if (time - START >= interruptedAfter * MINUTE_MS) throw new ToolError("The command was interrupted.");
    },
    progress: (text) => progress.push(text),
    write: (text) => lines.push(text),
  };
  const all: Request = { workload: undefined, to: undefined, settings: {}, isJson: false, ...request };
  const exitCode = await runSwitch(["--stack", "dev"], all, context);
  return {
    exitCode,
    output: lines.join("\n"),
    progress,
    written,
    calls,
    annotation: objects[0]?.metadata.annotations[ANNOTATION],
    minutes: (time - START) / MINUTE_MS,
  };
}

interface FakeIngress {
  readonly metadata: { readonly name: string; readonly annotations: Record<string, string> } & Readonly<
    Record<string, unknown>
  >;
}

interface Operation {
  readonly path: string;
  readonly value: string;
}

/** What the controller creates for a Service; with another number, for that of another Ingress. */
export function binding(service: string, number = 0): object {
  const targetGroupARN = `${ARN}targetgroup/${service}/73e2d6bc24d8a06${number}`;
  return { spec: { targetGroupARN, serviceRef: { name: service, port: 80 } } };
}

function greenOf(text = "{}"): number {
  const { forwardConfig } = JSON.parse(text) as {
    readonly forwardConfig?: { readonly targetGroups: readonly { readonly weight: number }[] };
  };
  return forwardConfig?.targetGroups[1]?.weight ?? 0;
}
