import { connect } from "node:net";

const HTTPS_PORT = 443;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Checks before an update that this machine can reach the Kubernetes API. The AWS API is reachable from everywhere, so
 * without this check an update would first change the cluster and then fail at the first Kubernetes object.
 *
 * @param endpoint the output `clusterEndpoint`; undefined for a stack without a cluster
 * @returns the error message; undefined if the API is reachable, or if the stack has no cluster yet
 */
export async function preflight(
  endpoint: string | undefined,
  isReachable: (host: string, port: number) => Promise<boolean>,
): Promise<string | undefined> {
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const { hostname, port } = new URL(endpoint);
  if (await isReachable(hostname, Number(port === "" ? HTTPS_PORT : port))) return undefined;
  return (
    `This machine cannot connect to the Kubernetes API at ${hostname}, so the update would fail after it changed AWS ` +
    "resources. Nothing was changed.\n" +
    "A private endpoint is reachable from inside the VPC only: run this command on a runner in the VPC (repository " +
    "variable RUNNERS) or through a VPN. A public endpoint accepts connections from cluster.endpoint.publicCidrs only. " +
    "If the cluster no longer exists, see docs/runbooks/destroy.md. To update without this check: npm run pulumi -- up."
  );
}

/** Whether the host accepts a TCP connection within five seconds. */
export function isReachable(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_TIMEOUT_MS });
    const end = (isConnected: boolean): void => {
      socket.destroy();
      resolve(isConnected);
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
