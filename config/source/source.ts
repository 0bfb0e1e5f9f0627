import { applySteps } from "../diagnostics/apply-steps";
import type { FixStep } from "../diagnostics/finding";
import { type Path, touches } from "./path";
import type { StackFile } from "./stack-file";

/** Namespace of the keys in stack files of all programs. */
export const NAMESPACE = "groundwork";

/** A stack's configuration before anything is checked, from the engine or from the stack file alone. */
export interface ConfigSource {
  /** Name of the program's project: the CLI's namespace for keys that name none. */
  readonly project: string;
  readonly stack: string;
  /** Values by top-level key, namespace removed. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Top-level keys that contain a secret: the engine marks whole keys only, so the whole value is masked. */
  readonly secretKeys: ReadonlySet<string>;
  /** Encrypted values that cannot be decrypted here, so they are not checked. */
  readonly sealed: readonly Path[];
  /** The stack file, for positions; absent when all values come from elsewhere, such as Pulumi ESC. */
  readonly file: StackFile | undefined;
  /** The bucket inventory that `fleet.inventory` names. */
  readonly inventory?: InventoryText;
}

/** The text of a bucket inventory and its lock; undefined where the file does not exist. */
export interface InventoryText {
  /** As the stack file names it. */
  readonly fileName: string;
  readonly rows: string | undefined;
  readonly lock: string | undefined;
}

/** The source of a stack file alone. Encrypted values remain encrypted. */
export function sourceFromFile(file: StackFile, project: string, stack: string): ConfigSource {
  const prefix = `${NAMESPACE}:`;
  const ours = Object.entries(file.values).filter(([key]) => key.startsWith(prefix));
  const ownPaths = (paths: readonly Path[]): Path[] =>
    paths
      .filter(([key]) => String(key).startsWith(prefix))
      .map(([key, ...rest]): Path => [String(key).slice(prefix.length), ...rest]);
  return {
    project,
    stack,
    values: Object.fromEntries(ours.map(([key, value]) => [key.slice(prefix.length), value])),
    secretKeys: new Set(ownPaths(file.secrets).map(([key]) => String(key))),
    sealed: ownPaths(file.sealed),
    file,
  };
}

/** The source after the steps of a fix; undefined where the CLI refuses one. Positions stay those of the text. */
export function sourceAfter(source: ConfigSource, steps: readonly FixStep[]): ConfigSource | undefined {
  const { values, sealed, file } = source;
  const foreign = Object.entries(file?.values ?? {}).filter(([key]) => isForeign(key));
  const changed = applySteps({ ...Object.fromEntries(foreign), ...values }, steps);
  if (changed === undefined) return undefined;
  const [ours, others] = [false, true].map((wanted) =>
    Object.fromEntries(Object.entries(changed).filter(([key]) => isForeign(key) === wanted)),
  );
  const places = steps.flatMap((step) => ("set" in step ? [step.set] : "remove" in step ? [step.remove] : []));
  return {
    ...source,
    values: ours ?? {},
    sealed: sealed.filter((path) => !places.some((place) => touches(path, place))),
    file: file && { ...file, values: { ...withoutForeign(file.values), ...others } },
  };
}

function withoutForeign(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !isForeign(key)));
}

/** Whether a top-level key has another namespace. */
export function isForeign(key: string): boolean {
  return key.includes(":") && !key.startsWith(`${NAMESPACE}:`);
}
