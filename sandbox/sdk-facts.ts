import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Facts about the properties of a resource type, from its generated SDK class. */
export interface SdkFacts {
  /** Properties that only the provider sets. */
  readonly outputs: readonly string[];
  /** Optional arguments that the provider fills when they are omitted: their outputs are always there. */
  readonly computed: readonly string[];
  /** Whether the type has the argument `name`. */
  readonly isNamed: boolean;
  /** TypeScript type of each property, without `undefined`. */
  readonly types: ReadonlyMap<string, string>;
  /** Whether AWS default tags reach the type: it has the output `tagsAll`. */
  readonly taggable: boolean;
}

const OUTPUT_LINE = /resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g;
const PROPERTY = /^ {4}readonly (\w+): pulumi\.Output<(.+?)>;$/gms;
const ARGUMENT = /^ {4}(\w+)(\??): .*$/gm;
const known = new Map<string, SdkFacts | undefined>();

/**
 * Reads the facts of a type from the installed SDK's own source, so that the sandbox knows every one of its types
 * without a list to maintain. The class is not loaded: its text marks each output with a comment, and its declarations
 * state the types.
 *
 * @param type token such as `aws:ec2/vpc:Vpc`, whose file is `ec2/vpc.js` of the package
 */
export function sdkFacts(type: string): SdkFacts | undefined {
  if (!known.has(type)) known.set(type, readFacts(type));
  return known.get(type);
}

function readFacts(type: string): SdkFacts | undefined {
  const [packageName, modulePath] = type.split(":");
  if (packageName === undefined || modulePath === undefined) return undefined;
  const file = path.join(packageDir(packageName), modulePath);
  if (!existsSync(`${file}.js`)) return undefined;
  const marked = [...readFileSync(`${file}.js`, "utf8").matchAll(OUTPUT_LINE)].map(([, property]) => property ?? "");
  const outputs = [...new Set(marked)].filter((property) => property !== "tagsAll");
  const declared = readFileSync(`${file}.d.ts`, "utf8");
  const properties = [...declared.matchAll(PROPERTY)].map(([, name = "", is = ""]) => [name, is] as const);
  const args = argumentsIn(declared);
  return {
    outputs,
    computed: properties
      .filter(([name, is]) => args.get(name)?.isOptional === true && !is.endsWith("| undefined"))
      .map(([name]) => name),
    isNamed: args.has("name"),
    types: new Map(properties.map(([name, is]) => [name, is.replace(/ \| undefined$/, "")])),
    taggable: marked.includes("tagsAll"),
  };
}

function argumentsIn(declared: string): ReadonlyMap<string, { readonly isOptional: boolean }> {
  const [, body = ""] = /export interface \w+Args \{(.*)/s.exec(declared) ?? [];
  return new Map([...body.matchAll(ARGUMENT)].map(([, name = "", mark]) => [name, { isOptional: mark === "?" }]));
}

const nestedTypes = new Map<string, readonly (readonly [string, string])[]>();

/**
 * Properties that an object of a nested type always has, with their types.
 *
 * @param name such as `rds.InstanceMasterUserSecret`
 */
export function nestedProperties(packageName: string, name: string): readonly (readonly [string, string])[] {
  const id = `${packageName}:${name}`;
  const found = nestedTypes.get(id) ?? readNested(packageName, name);
  nestedTypes.set(id, found);
  return found;
}

function readNested(packageName: string, name: string): readonly (readonly [string, string])[] {
  const [namespace = "", type = ""] = name.split(".");
  const text = outputTypes(packageName);
  const start = text.indexOf(`export declare namespace ${namespace} {`);
  const body = text.slice(start, text.indexOf("\n}", start));
  const [, fields = ""] = new RegExp(`^ {4}interface ${type} \\{\\n(.*?)^ {4}\\}`, "ms").exec(body) ?? [];
  return [...fields.matchAll(/^ {8}(\w+): (.+);$/gm)].map(([, property = "", is = ""]) => [property, is]);
}

const declarations = new Map<string, string>();

/** The declarations of all nested types, which are megabytes of text. */
function outputTypes(packageName: string): string {
  const text =
    declarations.get(packageName) ?? readFileSync(path.join(packageDir(packageName), "types/output.d.ts"), "utf8");
  declarations.set(packageName, text);
  return text;
}

function packageDir(packageName: string): string {
  return path.dirname(require.resolve(`@pulumi/${packageName}/package.json`));
}
