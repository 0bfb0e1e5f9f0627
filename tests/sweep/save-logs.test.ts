import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { PROJECT_DIR } from "../support/stack-files";

const SCRIPT = path.join(PROJECT_DIR, "components/cluster/diagnostics/save-logs.ts");
/** The Node.js that the project pins; the image has a later release of the same line. */
const NODE = path.join(PROJECT_DIR, "node_modules/node/bin/node");

/** A minute ago, and the parts of the path of a log of that time. */
const NOW = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
const DAY = NOW.slice(0, 10);
const TIME = NOW.slice(11, 19).replaceAll(":", "");
const HOURS_AGO = "2026-01-01T00:00:00Z";

interface Status {
  readonly name?: string;
  readonly restartCount?: number;
  readonly state?: object;
  readonly lastState?: object;
}

function ended(id: string, change: object = {}): object {
  return {
    terminated: {
      exitCode: 1,
      reason: "Error",
      startedAt: "2026-11-21T16:00:00Z",
      finishedAt: NOW,
      containerID: `containerd://${id.repeat(12)}0000`,
      ...change,
    },
  };
}

const CRASH_LOOP: Status = {
  restartCount: 4,
  state: { waiting: { reason: "CrashLoopBackOff" } },
  lastState: ended("a"),
};

/** A pod in the namespace `web` with one container of this status. */
function pod(name: string, status: Status, change: { metadata?: object; spec?: object; status?: object } = {}) {
  const container = { name: "app", image: "registry.example/app:1", restartCount: 0, ...status };
  return {
    metadata: { name, namespace: "web", ...change.metadata },
    spec: { nodeName: "ip-10-0-0-1", restartPolicy: "Always", ...change.spec },
    status: { phase: "Running", containerStatuses: [container], ...change.status },
  };
}

type Pod = ReturnType<typeof pod>;

interface Cluster {
  /** Pages of pods by namespace. */
  readonly pods: Readonly<Record<string, readonly (readonly Pod[])[]>>;
  /** Pods that have changed when they are read one by one. */
  readonly later?: readonly Pod[];
  /** Pods whose logs cannot be read. */
  readonly unreadable?: readonly string[];
}

/**
 * Answers the requests of the script as the API server does. tests/engine/diagnostics.test.ts tests that a real API server
 * allows these requests to the service account. No test covers the kubelet, which returns the log.
 */
class ApiServer {
  readonly requests: URL[] = [];
  readonly tokens = new Set<string | undefined>();
  readonly #server: Server;

  constructor(cluster: Cluster) {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? "", "http://api");
      this.requests.push(url);
      this.tokens.add(request.headers.authorization);
      const [status, body] = answer(cluster, url);
      response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

function answer({ pods, later = [], unreadable = [] }: Cluster, url: URL): [number, unknown] {
  const [, namespace = "", name, log] =
    /^\/api\/v1\/namespaces\/([^/]+)\/pods(?:\/([^/]+)(\/log)?)?$/.exec(url.pathname) ?? [];
  const pages = pods[namespace];
  if (pages === undefined) return [403, "pods is forbidden"];
  if (name === undefined) {
    const page = Number(url.searchParams.get("continue") ?? 0);
    const next = page + 1 < pages.length ? String(page + 1) : "";
    return [200, { metadata: { continue: next }, items: pages[page] }];
  }
  if (unreadable.includes(name)) return [500, "no route to host"];
  if (log !== undefined) return [200, `last line of ${name}\n`];
  return [200, [...later, ...pages.flat()].find(({ metadata }) => metadata.name === name)];
}

interface Run {
  /** Text of each saved log, by its path. */
  readonly files: Readonly<Record<string, string>>;
  readonly stderr: string;
  readonly exitCode: number;
  readonly server: ApiServer;
}

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-logs-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** Runs the script as the CronJob does: in a separate process, in a folder without the files of the project. */
async function run(cluster: Cluster, ...options: string[]): Promise<Run> {
  const server = new ApiServer(cluster);
  const script = path.join(directory, "save-logs.ts");
  copyFileSync(SCRIPT, script);
  const token = path.join(directory, "token");
  const logs = path.join(directory, "logs");
  writeFileSync(token, "secret\n");
  const parameters = ["--server", await server.listen(), "--token", token, "--directory", logs];
  try {
    const namespaces = Object.keys(cluster.pods).map((namespace) => `--namespace=${namespace}`);
    const { exitCode, stderr } = await finished([script, ...parameters, ...namespaces, ...options]);
    return { files: filesBelow(logs), stderr, exitCode, server };
  } finally {
    server.close();
  }
}

function finished(args: readonly string[]): Promise<{ readonly exitCode: number; readonly stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(NODE, args, (_, __, stderr) => {
      resolve({ exitCode: child.exitCode ?? -1, stderr });
    });
  });
}

function filesBelow(folder: string): Record<string, string> {
  let entries: string[] = [];
  try {
    entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    // Nothing was saved.
  }
  const files = entries.filter((name) => name.endsWith(".log")).sort();
  return Object.fromEntries(files.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
}

const SAVED = `web/${DAY}/api/${TIME}-app-aaaaaaaaaaaa.log`;

describe("the log of a container that failed", () => {
  it("is saved in a separate file, with its exit code, reason and times", async () => {
    const { files, stderr, exitCode } = await run({ pods: { web: [[pod("api", CRASH_LOOP)]] } });
    expect({ files, stderr, exitCode }).toEqual({
      files: {
        [SAVED]: [
          "pod:       web/api",
          "container: app, restarted 3 times before",
          "image:     registry.example/app:1",
          "node:      ip-10-0-0-1",
          `ran:       2026-11-21T16:00:00Z to ${NOW}`,
          "exit code: 1, Error",
          "",
          "last line of api",
          "",
        ].join("\n"),
      },
      stderr: "",
      exitCode: 0,
    });
  });

  it("is requested with the token of the service account, limited to the last lines of the ended container", async () => {
    const { server } = await run({ pods: { web: [[pod("api", CRASH_LOOP)]] } }, "--lines=20");
    const log = server.requests.find(({ pathname }) => pathname.endsWith("/log"));
    expect(Object.fromEntries(log?.searchParams ?? [])).toEqual({
      container: "app",
      previous: "true",
      tailLines: "20",
      limitBytes: "4194304",
      timestamps: "true",
    });
    expect([...server.tokens]).toEqual(["Bearer secret"]);
  });

  it.each<[string, Pod]>([
    [
      "ran out of memory",
      pod("api", { lastState: ended("a", { exitCode: 137, reason: "OOMKilled" }), restartCount: 1 }),
    ],
    ["ended a pod that is not restarted", pod("api", { state: ended("a") }, { spec: { restartPolicy: "Never" } })],
    ["failed with its pod", pod("api", { state: ended("a") }, { status: { phase: "Failed" } })],
    [
      "is an init container",
      pod("api", {}, { status: { initContainerStatuses: [{ name: "app", image: "i", ...CRASH_LOOP }] } }),
    ],
    [
      "failed before its pod was deleted",
      pod("api", { ...CRASH_LOOP, state: ended("b") }, { metadata: { deletionTimestamp: NOW } }),
    ],
  ])("is saved when it %s", async (_, failed) => {
    expect(Object.keys((await run({ pods: { web: [[failed]] } })).files)).toEqual([SAVED]);
  });

  it("is saved in one file for each restart", async () => {
    const again = pod("api", { ...CRASH_LOOP, restartCount: 5, lastState: ended("b") });
    const { files } = await run({ pods: { web: [[pod("api", CRASH_LOOP)]] } });
    const later = await run({ pods: { web: [[again]] } });
    expect(Object.keys(files)).toEqual([SAVED]);
    expect(Object.keys(later.files)).toEqual([SAVED, SAVED.replace("aaaaaaaaaaaa", "bbbbbbbbbbbb")]);
  });

  it("is not saved if another container starts during the request", async () => {
    const restarted = pod("api", { ...CRASH_LOOP, restartCount: 5, lastState: ended("b") });
    const { files, exitCode } = await run({ pods: { web: [[pod("api", CRASH_LOOP)]] }, later: [restarted] });
    expect({ files, exitCode }).toEqual({ files: {}, exitCode: 0 });
  });
});

describe("no log is saved for a container that", () => {
  it.each<[string, Pod]>([
    ["runs", pod("api", { state: { running: {} } })],
    ["succeeded", pod("api", { lastState: ended("a", { exitCode: 0, reason: "Completed" }) })],
    ["never started", pod("api", { state: { waiting: { reason: "ImagePullBackOff" } } })],
    ["was never created", pod("api", { state: ended("a", { containerID: "" }) }, { status: { phase: "Failed" } })],
    ["failed more than an hour ago", pod("api", { lastState: ended("a", { finishedAt: HOURS_AGO }) })],
    ["will be restarted, because the next run saves its log", pod("api", { state: ended("a") })],
    [
      "was stopped because its pod is deleted",
      pod("api", { state: ended("a") }, { metadata: { deletionTimestamp: NOW }, spec: { restartPolicy: "Never" } }),
    ],
  ])("%s", async (_, healthy) => {
    const { files, exitCode } = await run({ pods: { web: [[healthy]] } });
    expect({ files, exitCode }).toEqual({ files: {}, exitCode: 0 });
  });
});

describe("a run of the script", () => {
  it("reads all pages of a list, in all configured namespaces", async () => {
    const other = { ...pod("job", CRASH_LOOP), metadata: { name: "job", namespace: "worker" } };
    const { files } = await run({ pods: { web: [[], [pod("api", CRASH_LOOP)]], worker: [[other]] } });
    expect(Object.keys(files)).toEqual([SAVED, SAVED.replace("web", "worker").replace("api", "job")]);
  });

  it("saves other logs when a log or a namespace cannot be read, and prints which", async () => {
    const pods = { web: [[pod("lost", CRASH_LOOP), pod("api", CRASH_LOOP)]] };
    const { files, stderr, exitCode } = await run({ pods, unreadable: ["lost"] }, "--namespace=foreign");
    expect({ files: Object.keys(files), exitCode }).toEqual({ files: [SAVED], exitCode: 0 });
    expect(stderr.trim().split("\n")).toEqual([
      "web/lost/app: 500 Internal Server Error: no route to host",
      "foreign: 403 Forbidden: pods is forbidden",
    ]);
  });

  it("fails when it cannot read any namespace", async () => {
    expect((await run({ pods: {} }, "--namespace=foreign")).exitCode).toBe(1);
  });
});
