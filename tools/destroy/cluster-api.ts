import type { Kubectl } from "../kubectl/kubectl";
import { ToolError } from "../terminal/tool";
import type { ClusterApi, ClusterObject } from "./drain";

interface ObjectList {
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly namespace?: string };
    readonly spec?: Readonly<Record<string, unknown>>;
  }[];
}

/** Part of kubectl's error when the CustomResourceDefinition of the kind is not installed. */
const UNKNOWN_RESOURCE = "doesn't have a resource type";

/** Implements {@link ClusterApi} with kubectl. */
export function clusterApi(call: Kubectl): ClusterApi {
  return {
    async list(resource) {
      const result = await call(["get", resource, "--all-namespaces", "--output", "json"]);
      if (result.exitCode === 0) return objects(resource, JSON.parse(result.stdout) as ObjectList);
      if (result.stderr.includes(UNKNOWN_RESOURCE)) return [];
      throw new ToolError(
        `kubectl cannot list ${resource}:\n${result.stderr}\n` +
          "If the cluster no longer exists, run npm run destroy -- --stack <stack> --cluster-gone, then " +
          "npm run leftovers -- <stack>.",
      );
    },
    async delete({ resource, namespace, name }) {
      const place = namespace === undefined ? [] : ["--namespace", namespace];
      const result = await call(["delete", resource, name, ...place, "--wait=false", "--ignore-not-found"]);
      if (result.exitCode !== 0) throw new ToolError(`kubectl cannot delete ${resource} ${name}:\n${result.stderr}`);
    },
  };
}

function objects(resource: string, { items }: ObjectList): ClusterObject[] {
  return items.map(({ metadata: { name, namespace }, spec = {} }) => ({
    resource,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    spec,
  }));
}
