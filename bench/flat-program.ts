import { existsSync } from "node:fs";
import path from "node:path";

import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import * as pulumi from "@pulumi/pulumi";

/** The part of a resource in a stack's state that a flat program needs. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly provider?: string;
  readonly dependencies?: readonly string[];
}

type ResourceClass = new (name: string, args: object, opts: pulumi.CustomResourceOptions) => pulumi.Resource;

const PACKAGES = path.resolve(__dirname, "../node_modules/@pulumi");

/**
 * The same resources as a stack's, declared one after the other without components: what the program would cost
 * without its structure. It loads the same SDK classes and keeps dependencies; inputs are the state's values.
 *
 * @param resources in the order of the state, where dependencies come first
 */
export function flatProgram(resources: readonly StateResource[]): () => Promise<Record<string, unknown>> {
  return () => {
    const made = new Map<string, pulumi.Resource>();
    for (const { urn, type, inputs = {}, protect = false, provider = "", dependencies = [] } of resources) {
      const resourceClass = sdkClass(type);
      if (resourceClass === undefined) continue;
      // A reference to a provider ends with its id.
      const through = made.get(provider.slice(0, provider.lastIndexOf("::")));
      const options = {
        protect,
        dependsOn: dependencies.flatMap((dependency) => made.get(dependency) ?? []),
        ...(through instanceof pulumi.ProviderResource ? { provider: through } : {}),
      };
      made.set(urn, new resourceClass(urn.split("::").at(-1) ?? "", withoutMarks(inputs), options));
    }
    return Promise.resolve({});
  };
}

/** What a bridged provider noted down about inputs is none. */
function withoutMarks(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

/** The generated class of a type; components and the stack have none here. */
function sdkClass(type: string): ResourceClass | undefined {
  const [packageName = "", modulePath = "", className = ""] = type.split(":");
  if (packageName === "groundwork" || packageName === "awsx" || type === "pulumi:pulumi:Stack") return undefined;
  const file =
    packageName === "pulumi"
      ? path.join(className, "provider")
      : path.join(packageName, moduleFile(packageName, modulePath, className));
  // Kinds that charts and add-ons define have no class.
  const isGenerated = ["", ".js", "/index.js"].some((ending) => existsSync(path.join(PACKAGES, `${file}${ending}`)));
  if (!isGenerated) return CustomResource as unknown as ResourceClass;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the class is named by data
  const exported = require(`@pulumi/${file}`) as Record<string, ResourceClass>;
  return exported[packageName === "pulumi" ? "Provider" : className];
}

function moduleFile(packageName: string, modulePath: string, className: string): string {
  if (packageName === "aws") return modulePath;
  const [group = "", version = ""] = modulePath.split("/");
  return path.join(group.split(".")[0] ?? "", version, className.charAt(0).toLowerCase() + className.slice(1));
}
