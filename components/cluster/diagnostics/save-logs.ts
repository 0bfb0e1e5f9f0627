/**
 * Writes the last log lines of each container that failed to a file `<namespace>/<day>/<pod>/<time>-<container>-<id>.log`.
 * A ConfigMap contains this file, and Node.js runs it in the cluster without its types
 * (https://nodejs.org/api/typescript.html), so it can only import modules of Node.js.
 *
 * A restarted container has another ID, and so another file. Kubernetes reports how a container ended until the next one
 * in the same place ends.
 *
 * To ship the logs of all containers, use Fluent Bit or the EKS add-on amazon-cloudwatch-observability instead; `Diagnostics`
 * in diagnostics.ts says when.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

/** Earlier runs saved what ended before. An hour covers runs that fail or are late. */
const LOOK_BACK_MS = 60 * 60 * 1000;

/** Below the size from which the AWS CLI uses multipart uploads, which need more permissions. */
const MAX_LOG_BYTES = 4 * 1024 * 1024;

const PODS_PER_PAGE = 100;

/** Without a timeout, a node that does not answer would prevent saving the logs of other nodes. */
const REQUEST_TIMEOUT_MS = 10_000;

/** The fields of a Pod that this script reads: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
interface Pod {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string; readonly restartPolicy: "Always" | "OnFailure" | "Never" };
  readonly status: {
    readonly phase: string;
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly restartCount: number;
  readonly state?: { readonly terminated?: Termination };
  readonly lastState?: { readonly terminated?: Termination };
}

interface Termination {
  readonly exitCode: number;
  readonly reason?: string;
  readonly message?: string;
  readonly startedAt?: string | null;
  readonly finishedAt?: string | null;
  readonly containerID?: string;
}

interface PodList {
  readonly metadata: { readonly continue?: string };
  readonly items: readonly Pod[];
}

interface Failure {
  readonly container: string;
  readonly image: string;
  readonly restarts: number;
  /** Whether another container has replaced it since. */
  readonly previous: boolean;
  readonly termination: Termination;
  readonly id: string;
  readonly finishedAt: string;
}

const { values: options } = parseArgs({
  options: {
    server: { type: "string", default: "https://kubernetes.default.svc" },
    token: { type: "string", default: "/var/run/secrets/kubernetes.io/serviceaccount/token" },
    directory: { type: "string", default: "/logs" },
    lines: { type: "string", default: "50" },
    namespace: { type: "string", multiple: true, default: [] },
  },
});

async function main(): Promise<void> {
  const token = await readFile(options.token, "utf8");
  let readable = 0;
  for (const namespace of options.namespace) {
    try {
      await saveFailures(namespace, token);
      readable += 1;
    } catch (error) {
      logError(namespace, error);
    }
  }
  // Logs of one namespace are uploaded even if another namespace cannot be read.
  if (readable === 0) process.exitCode = 1;
}

async function saveFailures(namespace: string, token: string): Promise<void> {
  let page: string | undefined = "";
  while (page !== undefined) {
    const query: Record<string, string> = { limit: String(PODS_PER_PAGE), ...(page === "" ? {} : { continue: page }) };
    const pods = (await (await get(podsOf(namespace), query, token)).json()) as PodList;
    for (const pod of pods.items) {
      for (const failure of failuresOf(pod)) {
        await save(pod, failure, token).catch((error: unknown) => {
          logError(`${namespace}/${pod.metadata.name}/${failure.container}`, error);
        });
      }
    }
    page = pods.metadata.continue === "" ? undefined : pods.metadata.continue;
  }
}

function failuresOf({ metadata, spec, status }: Pod): Failure[] {
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  return containers.flatMap((container) => {
    // A restarted container becomes the previous one a moment later. One that ends because its pod is deleted did not fail.
    const stays = spec.restartPolicy === "Never" || status.phase === "Failed";
    const ended = stays && metadata.deletionTimestamp === undefined ? container.state?.terminated : undefined;
    return [
      ...failure(container, container.lastState?.terminated, container.restartCount - 1, true),
      ...failure(container, ended, container.restartCount, false),
    ];
  });
}

function failure(
  { name, image }: ContainerStatus,
  termination: Termination | undefined,
  restarts: number,
  previous: boolean,
): Failure[] {
  if (termination === undefined || termination.exitCode === 0) return [];
  const { finishedAt } = termination;
  // `containerd://<id>`; without an ID the container was never created, so it has no log.
  const id = termination.containerID?.split("//")[1]?.slice(0, 12) ?? "";
  if (id === "" || typeof finishedAt !== "string" || Date.parse(finishedAt) < Date.now() - LOOK_BACK_MS) return [];
  return [{ container: name, image, restarts, previous, termination, id, finishedAt }];
}

async function save(pod: Pod, failed: Failure, token: string): Promise<void> {
  const { name, namespace } = pod.metadata;
  const query = {
    container: failed.container,
    previous: String(failed.previous),
    tailLines: options.lines,
    limitBytes: String(MAX_LOG_BYTES),
    timestamps: "true",
  };
  const log = await (await get(`${podsOf(namespace)}/${name}/log`, query, token)).text();
  // If the container restarted once more in the meantime, this is the log of another one, which the next run saves.
  const now = (await (await get(`${podsOf(namespace)}/${name}`, {}, token)).json()) as Pod;
  if (!failuresOf(now).some(({ id, previous }) => id === failed.id && previous === failed.previous)) return;

  const [day = "", time = ""] = failed.finishedAt.replace(/Z$/, "").split("T");
  const directory = path.join(options.directory, namespace, day, name);
  await mkdir(directory, { recursive: true });
  const file = path.join(directory, `${time.replaceAll(":", "")}-${failed.container}-${failed.id}.log`);
  await writeFile(file, `${header(pod, failed)}\n\n${log}`);
  console.log(file);
}

/** How the container ended. This never changes, like the log, so each run writes the same file. */
function header({ metadata, spec }: Pod, { container, image, restarts, termination }: Failure): string {
  const { exitCode, reason, message, startedAt, finishedAt } = termination;
  return [
    `pod:       ${metadata.namespace}/${metadata.name}`,
    `container: ${container}, restarted ${restarts} times before`,
    `image:     ${image}`,
    `node:      ${spec.nodeName ?? "none"}`,
    `ran:       ${startedAt ?? "?"} to ${finishedAt ?? "?"}`,
    `exit code: ${exitCode}${reason === undefined ? "" : `, ${reason}`}`,
    ...(message === undefined ? [] : [`message:   ${message.trim()}`]),
  ].join("\n");
}

function podsOf(namespace: string): string {
  return `/api/v1/namespaces/${namespace}/pods`;
}

async function get(address: string, query: Readonly<Record<string, string>>, token: string): Promise<Response> {
  const response = await fetch(`${options.server}${address}?${new URLSearchParams(query).toString()}`, {
    headers: { Authorization: `Bearer ${token.trim()}` },
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  if (response.ok) return response;
  throw new Error(`${response.status} ${response.statusText}: ${await response.text()}`);
}

function logError(about: string, error: unknown): void {
  console.error(`${about}: ${error instanceof Error ? error.message : String(error)}`);
}

void main();
