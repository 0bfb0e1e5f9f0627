import { COMMAND_NOT_FOUND, type CommandResult, type RunCommand } from "../terminal/command";
import { ToolError } from "../terminal/tool";
import type { ClusterApi, ClusterObject } from "./drain";

interface ObjectList {
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly namespace?: string };
    readonly spec?: Readonly<Record<string, unknown>>;
  }[];
}

/** How kubectl says that the cluster has no such kind: its CRD is not installed. */
const UNKNOWN_RESOURCE = "doesn't have a resource type";

/**
 * The Kubernetes API through the person's own kubectl: the kubeconfig asks the AWS CLI for a token anyway, so both are
 * there where a cluster is worked with.
 */
export function kubectl(run: RunCommand, kubeconfig: string): ClusterApi {
  const call = async (args: readonly string[]): Promise<CommandResult> => {
    const result = await run("kubectl", ["--kubeconfig", kubeconfig, "--request-timeout", "30s", ...args]);
    if (result.exitCode !== COMMAND_NOT_FOUND) return result;
    throw new ToolError("kubectl is not on PATH: https://kubernetes.io/docs/tasks/tools/");
  };
  return {
    async list(resource) {
      const result = await call(["get", resource, "--all-namespaces", "--output", "json"]);
      if (result.exitCode === 0) return objects(resource, JSON.parse(result.stdout) as ObjectList);
      if (result.stderr.includes(UNKNOWN_RESOURCE)) return [];
      throw new ToolError(
        `The cluster does not say what ${resource} it has:\n${result.stderr}\n` +
          "Where it is gone for good: npm run destroy -- --stack <stack> --cluster-gone, then npm run leftovers -- <stack>.",
      );
    },
    async delete({ resource, namespace, name }) {
      const place = namespace === undefined ? [] : ["--namespace", namespace];
      const result = await call(["delete", resource, name, ...place, "--wait=false", "--ignore-not-found"]);
      if (result.exitCode !== 0) throw new ToolError(`${resource} ${name} cannot be deleted:\n${result.stderr}`);
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
