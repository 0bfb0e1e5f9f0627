import type { EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";

/** One resource step of a run, as the engine reported it. */
export interface Step {
  readonly urn: string;
  readonly type: string;
  readonly op: OpType;
  /** URN of the parent, empty for a child of the stack. */
  readonly parent: string;
  readonly protect: boolean;
  /** Physical id, empty while there is none. */
  readonly id: string;
  /** Whether a delete only makes Pulumi forget the object, which stays at AWS. */
  readonly retainOnDelete: boolean;
  /** Paths of changed properties; those that force a replacement are in `replaces`. */
  readonly changes: readonly string[];
  readonly replaces: readonly string[];
}

export interface PolicyViolation {
  readonly urn: string;
  readonly policy: string;
  readonly level: "warning" | "mandatory";
  readonly message: string;
}

/** What one engine operation did, gathered from its event stream. */
export interface RunResult {
  readonly succeeded: boolean;
  readonly durationMs: number;
  /** Every step that changes something (or would, in a preview), in the engine's order. */
  readonly steps: readonly Step[];
  /** How many resources stayed as they are. */
  readonly unchanged: number;
  /** Errors and warnings, without colour codes. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly violations: readonly PolicyViolation[];
}

/** Components, providers and the stack itself are bookkeeping: nothing at AWS corresponds to them. */
export function isResource({ type }: Step): boolean {
  return !/^(groundwork|awsx|pulumi):/.test(type);
}

/** Steps that report "nothing to do" or only look. */
const QUIET_OPS: ReadonlySet<OpType> = new Set<OpType>(["same", "read", "refresh"]);

/** What the stack itself exported last, which the program reads: it changes with every update, and nothing is done to it. */
const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** Gathers a {@link RunResult} while the engine works, and tells a listener how far it is. */
export class RunCollector {
  readonly #steps = new Map<string, Step>();
  readonly #unchanged = new Set<string>();
  readonly #errors: string[] = [];
  readonly #warnings: string[] = [];
  readonly #violations = new Map<string, PolicyViolation>();
  readonly #startedAt = performance.now();

  constructor(private readonly onProgress: (done: number, urn: string) => void = () => undefined) {}

  readonly onEvent = (event: EngineEvent): void => {
    if (event.resourcePreEvent !== undefined) this.#see(event.resourcePreEvent.metadata);
    if (event.resOutputsEvent !== undefined) {
      this.#see(event.resOutputsEvent.metadata);
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
      unchanged: this.#unchanged.size,
      errors: this.#errors,
      warnings: this.#warnings,
      violations: [...this.#violations.values()],
    };
  }

  #see(metadata: StepEventMetadata): void {
    const { urn, type, op } = metadata;
    if (QUIET_OPS.has(op) || type === STACK_REFERENCE) {
      if (op === "same") this.#unchanged.add(urn);
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

/** What a provider refuses names no resource by itself. */
function withResource(urn: string, message: string): string {
  const name = urn.split("::").at(-1) ?? "";
  return name === "" || urn.includes("::pulumi:pulumi:Stack::") || message.includes(name)
    ? message
    : `${name}: ${message}`;
}

/** Engine messages carry colour marks such as `<{%fg 1%}>`. */
function plainText(message: string): string {
  return message.replace(/<\{%.*?%\}>/g, "").trim();
}
