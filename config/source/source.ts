import type { ExtensionSchemas } from "../extensions/schema";
import { applySteps } from "../diagnostics/apply-steps";
import { type FixStep, pathsOf } from "../diagnostics/finding";
import { NAMESPACE } from "./keys";
import { type Path, touches } from "./path";
import { isShared, type StackFile } from "./stack-file";

/** A stack's configuration before anything is checked, from the engine or from the stack file alone. */
export interface ConfigSource {
  readonly stack: string;
  /** What commands of `npm run config` take for the stack file: the stack's name, or a path where it is in another folder. */
  readonly target: string;
  /** Values by top-level key, namespace removed. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Top-level keys that contain a secret: the engine marks whole keys only, so the whole value is masked. */
  readonly secretKeys: ReadonlySet<string>;
  /** Encrypted values that cannot be decrypted here, so they are not checked. */
  readonly sealed: readonly Path[];
  /** The stack file, for positions; absent when all values come from elsewhere, such as Pulumi ESC. */
  readonly file: StackFile | undefined;
  /** Schemas of the program's extensions. Default: none. */
  readonly extensions?: ExtensionSchemas;
  /** Environment variables by the formatted paths of the values that they set. */
  readonly variables?: ReadonlyMap<string, string>;
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
export function sourceFromFile(file: StackFile, stack: string, target = stack): ConfigSource {
  const prefix = `${NAMESPACE}:`;
  const ours = Object.entries(file.values).filter(([key]) => key.startsWith(prefix));
  return {
    stack,
    target,
    values: Object.fromEntries(ours.map(([key, value]) => [key.slice(prefix.length), value])),
    secretKeys: new Set(ownPaths(file.secrets).map(([key]) => String(key))),
    sealed: ownPaths(file.sealed),
    file,
  };
}

/** The paths within the namespace of Groundwork, without it. */
export function ownPaths(paths: readonly Path[]): Path[] {
  const prefix = `${NAMESPACE}:`;
  return paths
    .filter(([key]) => String(key).startsWith(prefix))
    .map(([key, ...rest]): Path => [String(key).slice(prefix.length), ...rest]);
}

/** The source after the steps of a fix; undefined where the command refuses one. Positions stay those of the text. */
export function sourceAfter(source: ConfigSource, steps: readonly FixStep[]): ConfigSource | undefined {
  const { values, sealed, file } = source;
  const prefix = `${NAMESPACE}:`;
  const places = steps.flatMap(pathsOf);
  if (file !== undefined && places.some((path) => isShared(file, path))) return undefined;
  const isOurs = (key: string): boolean => key.startsWith(prefix);
  const others = Object.entries(file?.values ?? {}).filter(([key]) => !isOurs(key));
  const ours = Object.entries(values).map(([key, value]) => [`${prefix}${key}`, value] as const);
  const changed = applySteps(Object.fromEntries([...others, ...ours]), steps);
  if (changed === undefined) return undefined;
  const isKept = (path: Path): boolean => !places.some((place) => touches(path, place));
  const after = Object.entries(changed);
  return {
    ...source,
    values: Object.fromEntries(
      after.filter(([key]) => isOurs(key)).map(([key, value]) => [key.slice(prefix.length), value]),
    ),
    sealed: sealed.filter(isKept),
    file: file && {
      ...file,
      values: changed,
      misread: file.misread.filter(({ path }) => ownPaths([path]).every(isKept)),
    },
  };
}
