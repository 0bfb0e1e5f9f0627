import { ConfigError } from "../../../../config";
import { isContainer } from "../../../../config/source/path";
import { type ConfigSource, sourceFromFile } from "../../../../config/source/source";
import { parseStackFile } from "../../../../config/source/stack-file";
import { CANARY } from "./mutations";

/** What `config validate` reads: text, in which encrypted values stay encrypted. Undefined if it is no stack file. */
export function fromText(text: string, stack: string): ConfigSource | undefined {
  try {
    return sourceFromFile(parseStackFile(text, `Pulumi.${stack}.yaml`), stack);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (error.message.includes(CANARY)) throw new Error(`a secret is shown:\n${error.message}`);
    return undefined;
  }
}

/** What the engine hands to the program: maps and lists with encrypted values decrypted, and which keys hold one. */
export function fromEngine(config: Readonly<Record<string, unknown>>, stack: string): ConfigSource {
  const ours = Object.entries(config).flatMap(([key, value]): [string, unknown][] => {
    const name = /^groundwork:(.*)$/s.exec(key)?.[1];
    return name === undefined ? [] : [[name, value]];
  });
  return {
    stack,
    target: stack,
    values: Object.fromEntries(ours.map(([key, value]) => [key, decrypted(value)])),
    secretKeys: new Set(ours.filter(([, value]) => JSON.stringify(value).includes(CANARY)).map(([key]) => key)),
    sealed: [],
    file: undefined,
  };
}

function decrypted(value: unknown): unknown {
  if (!isContainer(value)) return value;
  if (Array.isArray(value)) return value.map(decrypted);
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "secure" && typeof entries[0][1] === "string") return entries[0][1];
  return Object.fromEntries(entries.map(([key, item]) => [key, decrypted(item)]));
}
