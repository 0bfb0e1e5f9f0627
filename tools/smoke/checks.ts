import type { Kubectl } from "../kubectl/kubectl";
import { reasonOf } from "../terminal/tool";

/** What a check found. */
export interface Check {
  readonly title: string;
  /** Why it failed; undefined if it passed. */
  readonly error: string | undefined;
}

/** External functions that the checks call; tests replace them. */
export interface Context {
  readonly kubectl: Kubectl;
  /** Requests `/` from an address, and returns the HTTP status. Rejects if no server answers. */
  readonly statusOf: (address: string, host: string) => Promise<number>;
  readonly wait: (milliseconds: number) => Promise<void>;
}

interface Condition {
  readonly type: string;
  readonly status: string;
}
interface Node {
  readonly metadata: { readonly name: string };
  readonly status?: { readonly conditions?: readonly Condition[] };
}
interface Ingress {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: { readonly rules?: readonly { readonly host?: string }[] };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly { readonly hostname?: string }[] } };
}

/** New nodes and load balancers need minutes until they are ready; the name of a load balancer also has to reach DNS. */
const ATTEMPTS = 20;
const INTERVAL_MS = 15_000;

const CLIENT_ERROR = 400;

const ANNOTATION = "alb.ingress.kubernetes.io/";

/** Checks the cluster: each check is repeated until it passes, for five minutes at most. */
export async function checkCluster(context: Context): Promise<readonly Check[]> {
  const api = await eventually(context, "Kubernetes API", () => apiError(context));
  if (api.error !== undefined) return [api];
  const nodes = await eventually(context, "nodes", () => nodeError(context));
  return [api, nodes, ...(await checkSample(context))];
}

async function eventually(
  { wait }: Context,
  title: string,
  errorOf: () => Promise<string | undefined>,
): Promise<Check> {
  let error = await errorOf();
  for (let attempt = 1; error !== undefined && attempt < ATTEMPTS; attempt += 1) {
    await wait(INTERVAL_MS);
    error = await errorOf();
  }
  return { title, error };
}

async function apiError({ kubectl }: Context): Promise<string | undefined> {
  const { exitCode, stdout, stderr } = await kubectl(["get", "--raw", "/readyz"]);
  return exitCode === 0 && stdout.trim() === "ok" ? undefined : `The API server is not ready: ${stderr || stdout}`;
}

/** A cluster with Auto Mode or Fargate may have no nodes, until a pod needs one. */
async function nodeError({ kubectl }: Context): Promise<string | undefined> {
  const items = await list<Node>(kubectl, ["nodes"]);
  if (typeof items === "string") return items;
  const waiting = items.filter(
    ({ status }) => !(status?.conditions ?? []).some((each) => each.type === "Ready" && each.status === "True"),
  );
  return waiting.length === 0
    ? undefined
    : `Nodes that are not Ready: ${waiting.map(({ metadata }) => metadata.name).join(", ")}.`;
}

/** The Ingress of the sample workload, if the stack has one, and what it responds. */
async function checkSample(context: Context): Promise<readonly Check[]> {
  const read = async (): Promise<readonly Ingress[] | string> => {
    const items = await list<Ingress>(context.kubectl, ["ingresses", "--all-namespaces"]);
    return typeof items === "string" ? items : items.filter(isOfSample);
  };
  if ((await read()).length === 0) return [];
  return [
    await eventually(context, "sample workload", async () => {
      const items = await read();
      if (typeof items === "string") return items;
      const errors = await Promise.all(items.map((item) => responseError(context, item)));
      return errors.find((error) => error !== undefined);
    }),
  ];
}

/** components/cluster/sample-workload sets the target groups in this annotation. */
function isOfSample({ metadata: { name, annotations = {} } }: Ingress): boolean {
  return annotations[`${ANNOTATION}actions.${name}`] !== undefined;
}

/** Only a load balancer that every address can reach gets a request: this machine may be outside of the allowed ones. */
async function responseError({ statusOf }: Context, { metadata, spec, status }: Ingress): Promise<string | undefined> {
  const address = status?.loadBalancer?.ingress?.[0]?.hostname;
  if (address === undefined) return `The Ingress ${metadata.namespace}/${metadata.name} has no load balancer.`;
  const { annotations = {} } = metadata;
  const cidrs = (annotations[`${ANNOTATION}inbound-cidrs`] ?? "").split(",");
  if (annotations[`${ANNOTATION}scheme`] !== "internet-facing" || !cidrs.includes("0.0.0.0/0")) return undefined;
  try {
    const code = await statusOf(address, spec?.rules?.[0]?.host ?? address);
    return code < CLIENT_ERROR ? undefined : `http://${address}/ responds with HTTP status ${code}.`;
  } catch (error) {
    return `http://${address}/ does not respond: ${reasonOf(error)}`;
  }
}

/** The objects, or the error of kubectl. */
async function list<T>(kubectl: Kubectl, args: readonly string[]): Promise<readonly T[] | string> {
  const { exitCode, stdout, stderr } = await kubectl(["get", ...args, "--output", "json"]);
  return exitCode === 0 ? (JSON.parse(stdout) as { readonly items: readonly T[] }).items : stderr;
}
