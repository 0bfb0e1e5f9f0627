import type { EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";

/** One resource step of an engine operation, as the engine reports it. */
export interface Step {
  readonly urn: string;
  readonly type: string;
  readonly op: OpType;
  /** URN of the parent, empty for a child of the stack. */
  readonly parent: string;
  readonly protect: boolean;
  /** Physical ID; empty before the resource is created. */
  readonly id: string;
  /** Whether a delete removes the resource from Pulumi's state only, and keeps the object at AWS. */
  readonly retainOnDelete: boolean;
  /** Paths of changed properties. `replaces` lists those that force a replacement. */
  readonly changes: readonly string[];
  readonly replaces: readonly string[];
}

export interface PolicyViolation {
  readonly urn: string;
  readonly policy: string;
  readonly level: "warning" | "mandatory";
  readonly message: string;
}

/** Result of one engine operation, collected from its event stream. */
export interface RunResult {
  readonly succeeded: boolean;
  readonly durationMs: number;
  /** Every step that changes something (or would, in a preview), in the engine's order. */
  readonly steps: readonly Step[];
  /** Number of resources at AWS and in the cluster without changes. */
  readonly unchanged: number;
  /** Errors and warnings, without colour codes. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly violations: readonly PolicyViolation[];
}

/** Whether the step is about an object at AWS or in the cluster. Components, providers and the stack itself are not. */
export function isResource({ type }: Pick<Step, "type">): boolean {
  return !/^(groundwork|awsx|pulumi):/.test(type);
}

/** Operations that change nothing. */
const READ_ONLY_OPS: ReadonlySet<OpType> = new Set<OpType>(["same", "read", "refresh"]);

/** The program reads its stack's previous outputs. They differ after every update, which is not a change of a resource. */
const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** Collects a {@link RunResult} from engine events, and reports progress to a listener. */
export class RunCollector {
  readonly #steps = new Map<string, Step>();
  /** Type by URN. */
  readonly #unchanged = new Map<string, string>();
  readonly #errors: string[] = [];
  readonly #warnings: string[] = [];
  readonly #violations = new Map<string, PolicyViolation>();
  readonly #startedAt = performance.now();

  constructor(private readonly onProgress: (done: number, urn: string) => void = () => undefined) {}

  readonly onEvent = (event: EngineEvent): void => {
    if (event.resourcePreEvent !== undefined) this.#recordStep(event.resourcePreEvent.metadata);
    if (event.resOutputsEvent !== undefined) {
      this.#recordStep(event.resOutputsEvent.metadata);
      this.onProgress(this.#steps.size + this.#unchanged.size, event.resOutputsEvent.metadata.urn);
    }
    if (event.diagnosticEvent !== undefined) {
      const { urn = "" } = event.diagnosticEvent;
      const message = plainText(event.diagnosticEvent.message);
      if (event.diagnosticEvent.severity === "error") this.#errors.push(withResource(urn, message));
      if (event.diagnosticEvent.severity === "warning") this.#warnings.push(message);
    }
    if (event.policyEvent !== undefined) {
      const { resourceUrn = "", policyName, enforcementLevel, message } = event.policyEvent;
      const violation = { urn: resourceUrn, policy: policyName, level: enforcementLevel, message: plainText(message) };
      this.#violations.set(`${resourceUrn}|${policyName}|${message}`, violation);
    }
  };

  result(succeeded: boolean): RunResult {
    return {
      succeeded,
      durationMs: performance.now() - this.#startedAt,
      steps: [...this.#steps.values()],
      unchanged: [...this.#unchanged.values()].filter((type) => isResource({ type })).length,
      errors: this.#errors,
      warnings: this.#warnings,
      violations: [...this.#violations.values()],
    };
  }

  #recordStep(metadata: StepEventMetadata): void {
    const { urn, type, op } = metadata;
    if (READ_ONLY_OPS.has(op) || type === STACK_REFERENCE) {
      if (op === "same") this.#unchanged.set(urn, type);
      return;
    }
    const state = metadata.new ?? metadata.old;
    const detailed = Object.entries(metadata.detailedDiff ?? {});
    this.#steps.set(`${op}|${urn}`, {
      urn,
      type,
      op,
      parent: state?.parent ?? "",
      protect: state?.protect === true,
      id: state?.id ?? "",
      retainOnDelete: state?.retainOnDelete === true,
      changes: detailed.length > 0 ? detailed.map(([path]) => path) : (metadata.diffs ?? []),
      replaces: detailed.filter(([, { diffKind }]) => diffKind.endsWith("replace")).map(([path]) => path),
    });
  }
}

/** Adds the resource's name to a provider's error, which may not contain it. */
function withResource(urn: string, message: string): string {
  const name = urn.split("::").at(-1) ?? "";
  return name === "" || urn.includes("::pulumi:pulumi:Stack::") || message.includes(name)
    ? message
    : `${name}: ${message}`;
}

/** Removes colour markup such as `<{%fg 1%}>` from an engine message. */
function plainText(message: string): string {
  return message.replace(/<\{%.*?%\}>/g, "").trim();
}
