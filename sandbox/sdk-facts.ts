import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Facts about the properties of a resource type, from its generated SDK class. */
export interface SdkFacts {
  /** Properties that only the provider sets. */
  readonly outputs: readonly string[];
  /** Whether the provider adds default tags to the type, which then has the output `tagsAll`. */
  readonly taggable: boolean;
}

const OUTPUT_LINE = /resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g;
const known = new Map<string, SdkFacts | undefined>();

/**
 * Reads the facts of a type from the source of the installed SDK, so that no list of types has to be maintained. It does
 * not load the class, because the source marks each output with a comment.
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
  const root = path.dirname(require.resolve(`@pulumi/${packageName}/package.json`));
  const file = path.join(root, `${modulePath}.js`);
  if (!existsSync(file)) return undefined;
  const outputs = [...readFileSync(file, "utf8").matchAll(OUTPUT_LINE)].map(([, property]) => property ?? "");
  return {
    outputs: [...new Set(outputs)].filter((property) => property !== "tagsAll"),
    taggable: outputs.includes("tagsAll"),
  };
}
