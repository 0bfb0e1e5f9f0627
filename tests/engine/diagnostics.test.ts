import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import type { ControlPlane } from "../../tools/kubernetes";
import { eventually, pod } from "../support/admission";
import { TESTED_MINOR } from "../support/tested-minor";
import { PROJECT_DIR } from "../support/stack-files";
import { createStage, type StageFixture, startControlPlane } from "../support/stage";

const TIMEOUT_MS = 300_000;
const NODE = path.join(PROJECT_DIR, "node_modules/node/bin/node");
const IMAGE = "444455556666.dkr.ecr.eu-west-1.amazonaws.com/groundwork-staging/api:1";
const POD = "/api/v1/namespaces/api/pods/probe";
const ACCOUNT = "/api/v1/namespaces/diagnostics/serviceaccounts/save-logs";

/** Simulates the kubelet of the only node, which would read the log of the container from its disk. */
interface Kubelet {
  readonly port: number;
  readonly requests: URL[];
  stop(): void;
}

let controlPlane: ControlPlane;
let fixture: StageFixture;
let kubelet: Kubelet;
let directory: string;

/** Staging on a real API server, with a pod that crashes. */
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-diagnostics-"));
  controlPlane = await startControlPlane(TESTED_MINOR);
  kubelet = await startKubelet();
  fixture = await createStage("staging", { kubernetes: controlPlane.client });
  expect((await fixture.stage.up()).errors).toEqual([]);
  await createNode();
  await createCrashingPod();
}, TIMEOUT_MS);

afterAll(async () => {
  await fixture.end();
  kubelet.stop();
  await controlPlane.stop();
  rmSync(directory, { recursive: true });
});

/** Uses the certificate of the API server, which accepts any certificate of a kubelet unless an authority is configured. */
async function startKubelet(): Promise<Kubelet> {
  const certificate = (extension: string): Buffer =>
    readFileSync(path.join(controlPlane.directory, `certificates/apiserver.${extension}`));
  const requests: URL[] = [];
  const server = https.createServer({ cert: certificate("crt"), key: certificate("key") }, (request, response) => {
    requests.push(new URL(request.url ?? "", "https://kubelet"));
    response.end("last words\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Kubeconfig {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly "certificate-authority": string } },
  ];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

function access(): { readonly url: string; readonly certificate: string; readonly token: string } {
  const file = readFileSync(path.join(controlPlane.directory, "kubeconfig"), "utf8");
  const { clusters, users } = JSON.parse(file) as Kubeconfig;
  const { server, "certificate-authority": certificate } = clusters[0].cluster;
  return { url: server, certificate, token: users[0].user.token };
}

/** Calls the API server with the token; by default, with that of the administrator. */
function ask(
  method: string,
  address: string,
  body?: object,
  token = access().token,
): Promise<{ status: number; body: string }> {
  const { url, certificate } = access();
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json",
  };
  return new Promise((resolve, reject) => {
    const options = { method, headers, ca: readFileSync(certificate) };
    const request = https.request(new URL(address, url), options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, body: text });
      });
    });
    request.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function demand(method: string, address: string, body: object): Promise<string> {
  const answer = await ask(method, address, body);
  if (answer.status >= 300) throw new Error(`${method} ${address}: ${answer.body}`);
  return answer.body;
}

async function createNode(): Promise<void> {
  const node = { apiVersion: "v1", kind: "Node", metadata: { name: "node" } };
  await demand("POST", "/api/v1/nodes", node);
  await demand("PATCH", "/api/v1/nodes/node/status", {
    status: {
      addresses: [{ type: "InternalIP", address: "127.0.0.1" }],
      daemonEndpoints: { kubeletEndpoint: { Port: kubelet.port } },
    },
  });
}

/** A pod that the admission policies of the platform's namespaces accept. */
async function createCrashingPod(): Promise<void> {
  const crashing = pod("api", { image: IMAGE });
  const spec = { ...(crashing["spec"] as object), nodeName: "node" };
  const create = (): Promise<{ status: number; body: string }> =>
    ask("POST", "/api/v1/namespaces/api/pods", { ...crashing, spec });
  // The API server refuses pods until the usage of the namespace's quota is counted.
  const created = await eventually(create, ({ status }) => status < 300);
  if (created.status >= 300) throw new Error(created.body);
  const finishedAt = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
  const terminated = {
    exitCode: 137,
    reason: "OOMKilled",
    startedAt: finishedAt,
    finishedAt,
    containerID: `containerd://${"a".repeat(64)}`,
  };
  const status = {
    phase: "Running",
    containerStatuses: [
      {
        name: "app",
        image: IMAGE,
        imageID: "",
        ready: false,
        restartCount: 1,
        state: { waiting: { reason: "CrashLoopBackOff" } },
        lastState: { terminated },
      },
    ],
  };
  await demand("PATCH", `${POD}/status`, { status });
}

async function tokenOfAccount(): Promise<string> {
  const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 600 } };
  const { status } = JSON.parse(await demand("POST", `${ACCOUNT}/token`, request)) as { status: { token: string } };
  return status.token;
}

interface CronJob {
  readonly spec: {
    readonly jobTemplate: {
      readonly spec: {
        readonly template: { readonly spec: { readonly initContainers: readonly [{ readonly command: string[] }] } };
      };
    };
  };
}

/** The script and its options, from the cluster. */
async function whatStands(): Promise<{ readonly script: string; readonly options: readonly string[] }> {
  const read = (apiVersion: string, kind: string): Promise<unknown> =>
    controlPlane.client.read({ apiVersion, kind, name: "save-logs", namespace: "diagnostics" });
  const { data } = (await read("v1", "ConfigMap")) as { readonly data: Readonly<Record<string, string>> };
  const { spec } = (await read("batch/v1", "CronJob")) as CronJob;
  const script = path.join(directory, "save-logs.ts");
  writeFileSync(script, data["save-logs.ts"] ?? "");
  const [, , ...options] = spec.jobTemplate.spec.template.spec.initContainers[0].command;
  return { script, options };
}

it("the script reads failing pods with the rights of its service account, and saves the log of the kubelet", async () => {
  const { script, options } = await whatStands();
  const { url, certificate } = access();
  const [token, logs] = [path.join(directory, "token"), path.join(directory, "logs")];
  writeFileSync(token, await tokenOfAccount());
  const place = ["--server", url, "--token", token, "--directory", logs];
  const { stderr } = await promisify(execFile)(NODE, [script, ...options, ...place], {
    env: { NODE_EXTRA_CA_CERTS: certificate },
  });
  expect(stderr).toBe("");
  const saved = readdirSync(logs, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".log"));
  expect(saved).toEqual([expect.stringMatching(/^api\/\d{4}-\d\d-\d\d\/probe\/\d{6}-app-a{12}\.log$/)]);
  expect(readFileSync(path.join(logs, saved[0] ?? ""), "utf8")).toMatch(/exit code: 137, OOMKilled\n\nlast words\n$/);
  expect(kubelet.requests.map(({ pathname, searchParams }) => [pathname, Object.fromEntries(searchParams)])).toEqual([
    ["/containerLogs/api/probe/app", { previous: "true", tailLines: "50", limitBytes: "4194304", timestamps: "true" }],
  ]);
});

it.each([
  ["GET", "/api/v1/namespaces/kube-system/pods"],
  ["GET", "/api/v1/pods"],
  ["GET", "/api/v1/namespaces/api/secrets"],
  ["GET", "/api/v1/namespaces/api/configmaps"],
  ["DELETE", POD],
])("its service account may not %s %s", async (method, address) => {
  expect((await ask(method, address, undefined, await tokenOfAccount())).status).toBe(403);
});
