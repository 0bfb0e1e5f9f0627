import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { KubernetesClient } from "../../sandbox";
import { ToolError } from "../terminal/tool";
import { type Binaries, findBinaries, patchOf } from "./binaries";
import { applyDefinitions, type Definition } from "./crds";
import { Processes } from "./processes";

/** A running API server; `stop` deletes it with all its objects. */
export interface ControlPlane {
  /** Kubernetes version, e.g. `1.35.4`. */
  readonly version: string;
  readonly client: KubernetesClient;
  /** Folder of data, keys and logs. */
  readonly directory: string;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 120_000;
const POLL_MS = 100;

/** A Unix socket in the control plane's folder, which avoids conflicts of ports. etcd requires the form host:port. */
const ETCD_URL = "unix://etcd:0";
const ETCD_PEER_URL = "unix://peer:0";

/**
 * Admission plugins that EKS enables in addition to Kubernetes' defaults. The defaults include Pod Security, LimitRanger,
 * ResourceQuota and admission policies: https://docs.aws.amazon.com/eks/latest/userguide/platform-versions.html
 */
const ADMISSION_PLUGINS = ["NodeRestriction", "ExtendedResourceToleration"];

/**
 * Controllers that the life cycle of objects depends on. Without them, namespaces would not be deleted and would have no
 * default service account, quotas would reject every pod because its usage is unknown, and PersistentVolumeClaims would not
 * be deleted. Controllers that create pods of workloads are not included.
 */
const CONTROLLERS = [
  "namespace-controller",
  "serviceaccount-controller",
  "resourcequota-controller",
  "persistentvolumeclaim-protection-controller",
  "persistentvolume-protection-controller",
  "validatingadmissionpolicy-status-controller",
];

/**
 * Starts etcd, kube-apiserver and these controllers on the loopback interface, with their data in a temporary folder.
 *
 * @param minor Kubernetes minor version, e.g. `1.35`
 * @param definitions custom resource definitions to install
 */
export async function startControlPlane(minor: string, definitions: readonly Definition[] = []): Promise<ControlPlane> {
  const binaries = await findBinaries(minor);
  const directory = await mkdtemp(path.join(tmpdir(), "groundwork-kubernetes-"));
  const processes = new Processes(directory);
  try {
    const client = await start(binaries, directory, processes);
    await applyDefinitions(client, definitions);
    return {
      version: patchOf(minor),
      client,
      directory,
      stop: async () => {
        client.close();
        await processes.end();
      },
    };
  } catch (error) {
    await processes.end();
    throw error;
  }
}

async function start(binaries: Binaries, directory: string, processes: Processes): Promise<KubernetesClient> {
  const file = (name: string): string => path.join(directory, name);
  const [port, token] = [await freePort(), randomBytes(16).toString("hex")];
  const url = `https://127.0.0.1:${port}`;
  const certificate = file("certificates/apiserver.crt");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  await writeFile(file("service-accounts.key"), privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  await writeFile(file("tokens.csv"), `${token},groundwork,groundwork,system:masters\n`, { mode: 0o600 });

  processes.start(binaries.etcd, {
    name: "groundwork",
    "data-dir": "etcd-data",
    "listen-client-urls": ETCD_URL,
    "advertise-client-urls": ETCD_URL,
    "listen-peer-urls": ETCD_PEER_URL,
    "initial-advertise-peer-urls": ETCD_PEER_URL,
    "initial-cluster": `groundwork=${ETCD_PEER_URL}`,
    "log-level": "error",
    // The data is temporary, so it need not survive a power failure.
    "unsafe-no-fsync": "true",
  });
  processes.start(binaries.apiServer, {
    "etcd-servers": ETCD_URL,
    "bind-address": "127.0.0.1",
    "secure-port": String(port),
    // The server creates its own certificate in this folder.
    "cert-dir": path.dirname(certificate),
    "anonymous-auth": "false",
    "token-auth-file": "tokens.csv",
    "authorization-mode": "Node,RBAC",
    "service-account-issuer": "https://kubernetes.default.svc",
    "service-account-key-file": "service-accounts.key",
    "service-account-signing-key-file": "service-accounts.key",
    "service-cluster-ip-range": "10.100.0.0/16",
    "enable-admission-plugins": ADMISSION_PLUGINS.join(","),
    // As on EKS, where add-ons need privileged pods; Pod Security restricts them by namespace.
    "allow-privileged": "true",
  });
  await waitUntil("kube-apiserver has its certificate", processes, () => Promise.resolve(isComplete(certificate)));
  const certificateAuthority = await readFile(certificate, "utf8");
  const client = new KubernetesClient({ url, certificateAuthority, token });
  await waitUntil("kube-apiserver is ready", processes, () => client.isReady().catch(() => false));
  await writeFile(file("kubeconfig"), kubeconfig(url, certificate, token), { mode: 0o600 });
  processes.start(binaries.controllerManager, {
    kubeconfig: "kubeconfig",
    controllers: CONTROLLERS.join(","),
    "leader-elect": "false",
    // Disables the health endpoint, which nothing uses.
    "secure-port": "0",
  });
  return client;
}

function isComplete(certificate: string): boolean {
  return existsSync(certificate) && readFileSync(certificate, "utf8").trimEnd().endsWith("-----END CERTIFICATE-----");
}

/** Returns a kubeconfig as JSON, which is valid YAML. */
function kubeconfig(server: string, certificateAuthority: string, token: string): string {
  const name = "groundwork";
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority": certificateAuthority } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}

async function waitUntil(what: string, processes: Processes, isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isTrue())) {
    const exited = processes.findExited();
    if (exited !== undefined) throw new ToolError(`${exited} exited before ${what}:\n${processes.tailLog(exited)}`);
    if (Date.now() > deadline)
      throw new ToolError(`Timeout after ${READY_TIMEOUT_MS / 1000} s while waiting until ${what}.`);
    await sleep(POLL_MS);
  }
}

/** Finds a free port, because kube-apiserver does not accept port 0. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("a TCP server has an address with a port");
  return address.port;
}
