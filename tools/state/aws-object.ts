import { KINDS, isSetting } from "./aws-kinds";
import { type ExportedState, logicalName, providerUrn, regionOf, type StateResource } from "./exported-state";

/** What AWS or the cluster has of a resource, if an interrupted create reached it. */
export interface CloudObject {
  /** In words: `VPC with the tag Name "shop-dev" in eu-west-1`. */
  readonly description: string;
  /** Page of the AWS console on which the object is listed; omitted for an object in the cluster. */
  readonly consoleUrl?: string;
  /** Whether a repeated create changes the same object instead of creating another one. */
  readonly isRepeatable: boolean;
  /** Command that finds the object, and changes nothing. */
  readonly find?: readonly string[];
  readonly importId: (found: string) => string;
  /** Command that deletes the object. */
  readonly remove?: (id: string) => readonly string[];
}

/** Stands in commands for an ID that is not known yet. */
export const UNKNOWN_ID = "ID";

/** Describes the object of a resource by its inputs, which the state has from the start of an operation. */
export function cloudObject(resource: StateResource, state: ExportedState): CloudObject {
  const { type, inputs = {} } = resource;
  if (type.startsWith("kubernetes:")) return clusterObject(type, inputs);
  const kind = KINDS.get(type);
  const region = regionOf(resource, state) ?? "REGION";
  const where = ` in ${region}`;
  if (kind === undefined) return otherObject(resource, region);
  const name = kind.nameOf(inputs);
  const inRegion = (args: readonly string[]): readonly string[] => ["aws", ...args, "--region", region];
  return {
    description: `${kind.noun}${name === undefined ? "" : ` with ${kind.isNameTag === true ? "the tag Name" : "the name"} "${name}"`}${where}`,
    consoleUrl: consoleUrl(kind.page(name ?? ""), region),
    isRepeatable: false,
    ...(name === undefined ? {} : { find: [...inRegion(kind.find(name)), "--output", "json"] }),
    importId: kind.importId ?? ((found) => found),
    remove: (id) => inRegion(kind.remove(id)),
  };
}

/** A type that this tool does not know. Its name is in an input in most cases; the console finds the rest by tag. */
function otherObject({ type, inputs = {} }: StateResource, region: string): CloudObject {
  const name = ["name", "bucket", "family", "identifier"].map((key) => inputs[key]).find((v) => typeof v === "string");
  const token = type.split(":").at(-1) ?? type;
  return {
    description: `${token}${name === undefined ? "" : ` with the name "${name}"`} in ${region}`,
    consoleUrl: consoleUrl("resource-groups/tag-editor/find-resources", region),
    isRepeatable: isSetting(type),
    importId: (found) => found,
  };
}

/** An object in the cluster. Its name is unique, and server-side apply takes an existing object over. */
function clusterObject(type: string, inputs: Readonly<Record<string, unknown>>): CloudObject {
  const [, version = "", kind = ""] = type.split(":");
  const { name, namespace } = (inputs["metadata"] ?? inputs) as { readonly name?: string; readonly namespace?: string };
  const group = version.includes("/") ? `.${version.split("/")[0] ?? ""}` : "";
  const id = [namespace, name].filter((part) => part !== undefined).join("/");
  const within = namespace === undefined ? [] : ["--namespace", namespace];
  const isRelease = type === "kubernetes:helm.sh/v3:Release";
  const object = isRelease
    ? ["helm", "status", name ?? UNKNOWN_ID]
    : ["kubectl", "get", `${kind}${group}`.toLowerCase()];
  return {
    description: `${isRelease ? "Helm release" : kind} ${id === "" ? "" : `${id} `}in the cluster`,
    isRepeatable: !isRelease,
    find: isRelease ? [...object, ...within] : [...object, name ?? UNKNOWN_ID, ...within, "--output", "name"],
    importId: () => id,
    remove: () =>
      isRelease
        ? ["helm", "uninstall", name ?? UNKNOWN_ID, ...within]
        : ["kubectl", "delete", `${kind}${group}`.toLowerCase(), name ?? UNKNOWN_ID, ...within],
  };
}

/** Pages of the console have the Region in their host and in their query, which precedes the fragment. */
function consoleUrl(page: string, region: string): string {
  const [path = "", fragment] = page.split("#");
  return `https://${region}.console.aws.amazon.com/${path}?region=${region}${fragment === undefined ? "" : `#${fragment}`}`;
}

/** Arguments of Pulumi that put an object under the resource of an operation, with its parent and provider. */
export function importArguments(
  { urn, type, parent, provider, protect }: StateResource,
  id: string,
  select: readonly string[],
): readonly string[] {
  const reference = (option: string, target: string | undefined): readonly string[] =>
    target === undefined || target.includes("::pulumi:pulumi:Stack::")
      ? []
      : [option, `${logicalName(target)}=${target}`];
  return [
    ...["import", type, logicalName(urn), id, ...reference("--parent", parent)],
    ...reference("--provider", providerUrn(provider)),
    ...[`--protect=${String(protect === true)}`, "--generate-code=false", "--yes", ...select],
  ];
}
