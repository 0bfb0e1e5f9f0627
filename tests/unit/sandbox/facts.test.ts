import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { AWS_TYPES } from "../../../sandbox/facts/provider-facts";
import { tableFor } from "../../../sandbox/tables";
import { PROJECT_DIR } from "../../support/stack-files";

const SDK = path.join(PROJECT_DIR, "node_modules/@pulumi/aws");

/** Arguments that the SDK types as always known because the bridge, not AWS, fills them. */
const FILLED_BY_THE_BRIDGE = ["aws:ec2/securityGroup:SecurityGroup.description", "aws:route53/zone:Zone.comment"];

/** Known from plans, because the types do not show which entry of a list keeps a value. */
const RETAINED_IN_LISTS = ["conditions.stringEquals", "encryptionConfigurations.kmsKey"];

/** A property of an interface or class in a declaration file: `name?: type`. */
type Properties = ReadonlyMap<string, { readonly isOptional: boolean; readonly type: string }>;

function properties(body: string, form: RegExp): Properties {
  return new Map(
    [...body.matchAll(form)].map(([, name = "", optional, type = ""]) => [
      name,
      { isOptional: optional === "?", type },
    ]),
  );
}

/** The interfaces of `types/input.d.ts` or `types/output.d.ts`, by `namespace.Name`. */
function interfaces(file: string): ReadonlyMap<string, Properties> {
  const found = new Map<string, Properties>();
  for (const [, namespace = "", body = ""] of readFileSync(path.join(SDK, file), "utf8").matchAll(
    /export declare namespace (\w+) \{\n(.*?)\n\}/gs,
  )) {
    for (const [, name = "", fields = ""] of body.matchAll(/^ {4}interface (\w+) \{\n(.*?)^ {4}\}/gms)) {
      found.set(`${namespace}.${name}`, properties(fields, /^ {8}(\w+)(\??): (.*);$/gm));
    }
  }
  return found;
}

const INPUTS = interfaces("types/input.d.ts");
const OUTPUTS = interfaces("types/output.d.ts");

function nested(kind: "input" | "output", type: string): Properties | undefined {
  const name = new RegExp(`${kind}s\\.([\\w.]+)`).exec(type)?.[1];
  return name === undefined ? undefined : (kind === "input" ? INPUTS : OUTPUTS).get(name);
}

/** Optional and computed arguments: the SDK types them optional as input, and not optional as output. */
function computedWhenOmitted(type: string): string[] {
  const [, module = ""] = type.split(":");
  const text = readFileSync(path.join(SDK, `${module}.d.ts`), "utf8");
  const args = /export interface \w+Args \{(.*)/s.exec(text)?.[1] ?? "";
  const outputs = properties(text, /^ {4}readonly (\w+)(\??): pulumi\.Output<(.*)>;$/gm);
  return [...properties(args, /^ {4}(\w+)(\??): (.*);$/gm)].flatMap(([name, input]) => {
    const output = outputs.get(name);
    if (output === undefined || name === "region") return [];
    const isComputed = input.isOptional && !output.type.endsWith("| undefined");
    return [...(isComputed ? [name] : []), ...below(name, input.type, output.type)];
  });
}

function below(at: string, inputType: string, outputType: string): string[] {
  const [inputs, outputs] = [nested("input", inputType), nested("output", outputType)];
  if (inputs === undefined || outputs === undefined || outputType.includes("[]")) return [];
  return [...inputs].flatMap(([name, input]) => {
    const output = outputs.get(name);
    if (output === undefined) return [];
    const here = `${at}.${name}`;
    return [...(input.isOptional && !output.isOptional ? [here] : []), ...below(here, input.type, output.type)];
  });
}

describe("the facts of the AWS provider", () => {
  it.each(Object.keys(AWS_TYPES))("name only arguments of the SDK: %s", (type) => {
    const [, module = ""] = type.split(":");
    const file = path.join(SDK, `${module}.d.ts`);
    expect(existsSync(file)).toBe(true);
    const {
      replaceOn,
      replaceOnPresence = {},
      replaceOnCondition = {},
      retainedWhenOmitted = [],
      autoName,
    } = AWS_TYPES[type] ?? { replaceOn: [] };
    const args = /export interface \w+Args \{(.*)/s.exec(readFileSync(file, "utf8"))?.[1] ?? "";
    const named = [
      ...replaceOn,
      ...Object.keys(replaceOnPresence),
      ...Object.keys(replaceOnCondition),
      ...retainedWhenOmitted,
      ...(autoName === undefined ? [] : [autoName.property]),
    ].map((argument) => argument.split(".")[0] ?? "");
    // The declaration of `tags` has several lines.
    const known = properties(args, /^ {4}(\w+)(\??): (.*)[;{]$/gm);
    expect(named.filter((argument) => !known.has(argument))).toEqual([]);
  });

  // After an upgrade of @pulumi/aws this test shows which arguments of the SDK are computed and which facts to change.
  it.each(Object.keys(AWS_TYPES).filter((type) => AWS_TYPES[type]?.framework !== true))(
    "retain the arguments that the SDK types as computed: %s",
    (type) => {
      const { retainedWhenOmitted = [], autoName } = AWS_TYPES[type] ?? {};
      const computed = computedWhenOmitted(type).filter(
        (argument) => argument !== autoName?.property && !FILLED_BY_THE_BRIDGE.includes(`${type}.${argument}`),
      );
      expect(retainedWhenOmitted).toEqual(expect.arrayContaining(computed));
      const more = retainedWhenOmitted.filter((argument) => !computed.includes(argument));
      expect(more.filter((argument) => !RETAINED_IN_LISTS.includes(argument))).toEqual([]);
    },
  );

  it.each(Object.keys(AWS_TYPES))("are not repeated in the table of %s", (type) => {
    const { replaceOn, autoName, fixedName } = tableFor(type) ?? {};
    expect([replaceOn, autoName, fixedName]).toEqual([undefined, undefined, undefined]);
  });

  it("describe the conditions that tables check", () => {
    const stated = Object.entries(AWS_TYPES).flatMap(([type, { replaceOnCondition = {} }]) =>
      Object.keys(replaceOnCondition).map((argument) => `${type}.${argument}`),
    );
    const played = Object.keys(AWS_TYPES).flatMap((type) =>
      Object.keys(tableFor(type)?.replacesIf ?? {}).map((argument) => `${type}.${argument}`),
    );
    expect(played.sort()).toEqual(stated.sort());
  });
});
