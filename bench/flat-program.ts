import { readFileSync } from "node:fs";
import path from "node:path";

import * as pulumi from "@pulumi/pulumi";

/** The part of a golden graph that a flat program needs; `resource` is `<type>::<name>`. */
interface GoldenResource {
  readonly resource: string;
  readonly protect?: boolean;
  readonly ignoreChanges?: string[];
  readonly dependsOn?: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

type ResourceClass = new (name: string, args: object, opts: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/**
 * The same resources as the platform's, declared one after the other without components: what the program would cost
 * without its structure. It loads the same SDK classes and keeps dependencies; inputs are the golden graph's values.
 *
 * @param file a golden graph of `tests/program/golden`
 */
export function flatProgram(file: string): () => Promise<Record<string, unknown>> {
  const resources = JSON.parse(readFileSync(file, "utf8")) as readonly GoldenResource[];
  return () => {
    const made = new Map<string, pulumi.Resource>();
    for (const golden of inOrder(resources)) {
      const [type = "", name = ""] = golden.resource.split("::");
      const resourceClass = sdkClass(type);
      if (resourceClass === undefined) continue;
      const provider = made.get(providerOf(type));
      const { protect = false, ignoreChanges = [] } = golden;
      const dependsOn = (golden.dependsOn ?? []).flatMap((key) => made.get(key) ?? []);
      const options = {
        protect,
        ignoreChanges,
        dependsOn,
        ...(provider instanceof pulumi.ProviderResource ? { provider } : {}),
      };
      made.set(golden.resource, new resourceClass(name, golden.inputs, options));
    }
    return Promise.resolve({});
  };
}

/** Providers first, then everything after what it depends on. */
function inOrder(resources: readonly GoldenResource[]): readonly GoldenResource[] {
  const byKey = new Map(resources.map((golden) => [golden.resource, golden]));
  const ordered = new Set<GoldenResource>();
  const visit = (golden: GoldenResource): void => {
    if (ordered.has(golden)) return;
    for (const key of golden.dependsOn ?? []) {
      const before = byKey.get(key);
      if (before !== undefined) visit(before);
    }
    ordered.add(golden);
  };
  const isProvider = ({ resource }: GoldenResource): boolean => resource.startsWith("pulumi:providers:");
  for (const golden of [...resources.filter(isProvider), ...resources]) visit(golden);
  return [...ordered];
}

function providerOf(type: string): string {
  return type.startsWith("kubernetes:")
    ? "pulumi:providers:kubernetes::cluster-kubernetes"
    : "pulumi:providers:aws::aws";
}

/** The generated class of a type; components and remote components have none here. */
function sdkClass(type: string): ResourceClass | undefined {
  const [packageName = "", modulePath = "", className = ""] = type.split(":");
  if (packageName === "groundwork" || packageName === "awsx") return undefined;
  const file =
    packageName === "pulumi"
      ? path.join(className, "provider")
      : path.join(packageName, moduleFile(packageName, modulePath, className));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the class is named by data
  const exported = require(`@pulumi/${file}`) as Record<string, ResourceClass>;
  return exported[packageName === "pulumi" ? "Provider" : className];
}

function moduleFile(packageName: string, modulePath: string, className: string): string {
  if (packageName === "aws") return modulePath;
  const [group = "", version = ""] = modulePath.split("/");
  return path.join(group.split(".")[0] ?? "", version, className.charAt(0).toLowerCase() + className.slice(1));
}
