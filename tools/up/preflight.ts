import { connect } from "node:net";
import { parseArgs } from "node:util";

/** What the check needs of the outside world. */
export interface Context {
  /** An output of the stack that these arguments select; undefined where it has none of this name. */
  readonly output: (name: string, select: readonly string[]) => Promise<string | undefined>;
  readonly answers: (host: string, port: number) => Promise<boolean>;
}

const HTTPS_PORT = 443;
const PATIENCE_MS = 5_000;

/**
 * What would stop an update halfway, said before it begins: a Kubernetes API that does not answer from here. AWS's own
 * API does from everywhere, so without this the update would change the cluster first and fail at the first namespace.
 *
 * @returns undefined where nothing stands in the way, as far as can be seen; before the first update there is no API
 */
export async function preflight(args: readonly string[], { output, answers }: Context): Promise<string | undefined> {
  const endpoint = await output("clusterEndpoint", selection(args));
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const { hostname, port } = new URL(endpoint);
  if (await answers(hostname, Number(port === "" ? HTTPS_PORT : port))) return undefined;
  return (
    `The Kubernetes API at ${hostname} does not answer from here, so the update would stop halfway. Nothing was changed.\n` +
    "A private API answers inside its network only: run this there, on a runner of its VPC (repository variable RUNNERS) " +
    "or through a VPN. A public one answers to cluster.endpoint.publicCidrs only. Where the cluster is gone: " +
    "docs/runbooks/destroy.md, or npm run pulumi -- up, which looks at nothing before."
  );
}

/** Whether something takes a connection within five seconds. */
export function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once("connect", () => {
      end(true);
    });
    socket.once("timeout", () => {
      end(false);
    });
    socket.once("error", () => {
      end(false);
    });
  });
}

/** Of Pulumi's options those that say which stack is meant. */
export function selection(args: readonly string[]): string[] {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { stack: { type: "string", short: "s" }, cwd: { type: "string", short: "C" } },
  });
  return (["stack", "cwd"] as const).flatMap((option) => {
    const value = values[option];
    return typeof value === "string" ? [`--${option}`, value] : [];
  });
}
