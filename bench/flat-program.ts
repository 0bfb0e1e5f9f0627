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
 * Declares the resources of a stack one after the other without components, to measure the cost of the structure. Loads
 * the same SDK classes and keeps the dependencies. Inputs are the values of the state.
 *
 * @param resources in the order of the state, where dependencies come first
 */
export function flatProgram(resources: readonly StateResource[]): () => Promise<Record<string, unknown>> {
  return () => {
    const made = new Map<string, pulumi.Resource>();
    for (const { urn, type, inputs = {}, protect = false, provider = "", dependencies = [] } of resources) {
      const resourceClass = sdkClass(type);
      if (resourceClass === undefined) continue;
      // A reference to a provider ends with its ID.
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

/** Removes the marks of bridged providers, which are not inputs. */
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
  // The SDK has no classes for kinds that charts and add-ons define.
  const isGenerated = ["", ".js", "/index.js"].some((ending) => existsSync(path.join(PACKAGES, `${file}${ending}`)));
  if (!isGenerated) return CustomResource as unknown as ResourceClass;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the class name is a variable
  const exported = require(`@pulumi/${file}`) as Record<string, ResourceClass>;
  return exported[packageName === "pulumi" ? "Provider" : className];
}

function moduleFile(packageName: string, modulePath: string, className: string): string {
  if (packageName === "aws") return modulePath;
  const [group = "", version = ""] = modulePath.split("/");
  return path.join(group.split(".")[0] ?? "", version, className.charAt(0).toLowerCase() + className.slice(1));
}
