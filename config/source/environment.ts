import { ConfigError } from "../diagnostics/error";
import { formatPath, isContainer, isWithin, type Path, valueAt, withValueAt } from "./path";
import type { ConfigSource } from "./source";

/** A key that an environment variable can set. */
export interface Variable {
  readonly path: Path;
  /** The value is a list, with commas in the variable. */
  readonly isList?: true;
}

/**
 * The keys that environment variables can set: what differs between people and between accounts, so that it need not be in
 * Git. Versions, sizes and permissions are not among them, because the review of a change would not show them. A secret is
 * not among them, because other processes can read the environment.
 */
const KEYS: readonly Variable[] = [
  { path: ["name"] },
  { path: ["aws", "accountId"] },
  { path: ["aws", "region"] },
  { path: ["tags", "owner"] },
  { path: ["tags", "costCenter"] },
  { path: ["cluster", "endpoint", "publicCidrs"], isList: true },
];

/** `GROUNDWORK_AWS_ACCOUNT_ID` by name. */
export const VARIABLES: ReadonlyMap<string, Variable> = new Map(KEYS.map((key) => [nameOf(key.path), key]));

/** The source with the values of environment variables. Throws a {@link ConfigError} for a variable of another key. */
export function withVariables(
  source: ConfigSource,
  env: NodeJS.ProcessEnv,
  partNames: readonly string[],
): ConfigSource {
  refuseOthers(env, partNames);
  const given = [...VARIABLES].flatMap(([name, { path, isList = false }]) => {
    const text = env[name];
    // A variable of a key of the platform has no effect on a fleet or a bootstrap, which lack the whole part.
    const isOfProgram = path.length === 1 || isContainer(valueAt(source.values, path.slice(0, 1)));
    if (text === undefined || text === "" || !isOfProgram) return [];
    return [{ name, path, value: isList ? text.split(",").map((each) => each.trim()) : text }];
  });
  if (given.length === 0) return source;
  const values = given.reduce<unknown>((all, { path, value }) => withValueAt(all, path, value), source.values);
  return {
    ...source,
    values: values as ConfigSource["values"],
    sealed: source.sealed.filter((place) => !given.some(({ path }) => isWithin(place, path))),
    variables: new Map(given.map(({ name, path }) => [formatPath(path), name])),
  };
}

/** The environment variable that sets a value, or a value around it. */
export function variableOf(path: Path, { variables }: Pick<ConfigSource, "variables">): string | undefined {
  if (variables === undefined) return undefined;
  return path.map((_, index) => variables.get(formatPath(path.slice(0, index + 1)))).find((name) => name !== undefined);
}

/** A misspelt variable, or one of a key that only the stack file can set, would have no effect without a word. */
function refuseOthers(env: NodeJS.ProcessEnv, partNames: readonly string[]): void {
  const prefixes = partNames.map((part) => nameOf([part]));
  const unread = Object.keys(env).filter(
    (name) => !VARIABLES.has(name) && prefixes.some((prefix) => name === prefix || name.startsWith(`${prefix}_`)),
  );
  if (unread.length === 0) return;
  throw new ConfigError(
    `Groundwork does not read the environment variable ${unread.join(", ")}: its key can be set in the stack file only.\n` +
      `  allowed   ${[...VARIABLES.keys()].join(", ")}\n  fix       unset ${unread.join(" ")}`,
  );
}

function nameOf(path: Path): string {
  const words = path.map((segment) => String(segment).replaceAll(/[A-Z]/g, "_$&").toUpperCase());
  return ["GROUNDWORK", ...words].join("_");
}
