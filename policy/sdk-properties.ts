import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const PROPERTY = /resourceInputs\["(\w+)"\]/g;
const known = new Map<string, ReadonlySet<string> | undefined>();

/**
 * Names of the arguments and outputs of a resource type, from the text of its class in the installed SDK. The class is not
 * loaded, because a program uses few of the 1,700 classes.
 *
 * @param type token such as `aws:ec2/vpc:Vpc`, whose file is `ec2/vpc.js` of the package
 */
export function sdkProperties(type: string): ReadonlySet<string> | undefined {
  if (!known.has(type)) known.set(type, read(type));
  return known.get(type);
}

function read(type: string): ReadonlySet<string> | undefined {
  const [packageName, modulePath] = type.split(":");
  if (packageName !== "aws" || modulePath === undefined) return undefined;
  const file = path.join(path.dirname(require.resolve("@pulumi/aws/package.json")), `${modulePath}.js`);
  if (!existsSync(file)) return undefined;
  return new Set([...readFileSync(file, "utf8").matchAll(PROPERTY)].map(([, property = ""]) => property));
}
