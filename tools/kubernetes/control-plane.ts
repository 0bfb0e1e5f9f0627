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

/** A running API server, thrown away with everything in it when it is stopped. */
export interface ControlPlane {
  /** Patch version of Kubernetes. */
  readonly version: string;
  readonly client: KubernetesClient;
  /** Holds data, keys and logs. */
  readonly directory: string;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 120_000;
const POLL_MS = 100;

/** A socket in the control plane's own folder: no port that somebody else could hold. etcd wants the form host:port. */
const ETCD_URL = "unix://etcd:0";
const ETCD_PEER_URL = "unix://peer:0";

/**
 * What EKS switches on beyond Kubernetes' own defaults, Pod Security, LimitRanger, ResourceQuota and admission policies
 * among these: https://docs.aws.amazon.com/eks/latest/userguide/platform-versions.html
 */
const ADMISSION_PLUGINS = ["NodeRestriction", "ExtendedResourceToleration"];

/**
 * The controllers without which objects do not behave as objects: a namespace would never be gone nor have its default
 * service account, a quota would refuse every pod for want of a count, a claim could not be deleted. None that would
 * make pods of a workload.
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
 * Starts etcd, kube-apiserver and the few controllers on the loopback interface, with their data in a temporary folder.
 *
 * @param minor Kubernetes minor, e.g. `1.35`
 * @param definitions kinds to know besides Kubernetes' own
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
    // Nothing here has to survive a power failure.
    "unsafe-no-fsync": "true",
  });
  processes.start(binaries.apiServer, {
    "etcd-servers": ETCD_URL,
    "bind-address": "127.0.0.1",
    "secure-port": String(port),
    // The server makes its own certificate here.
    "cert-dir": path.dirname(certificate),
    "anonymous-auth": "false",
    "token-auth-file": "tokens.csv",
    "authorization-mode": "Node,RBAC",
    "service-account-issuer": "https://kubernetes.default.svc",
    "service-account-key-file": "service-accounts.key",
    "service-account-signing-key-file": "service-accounts.key",
    "service-cluster-ip-range": "10.100.0.0/16",
    "enable-admission-plugins": ADMISSION_PLUGINS.join(","),
    // As on EKS, whose own add-ons need it: Pod Security decides where.
    "allow-privileged": "true",
  });
  await until("kube-apiserver has its certificate", processes, () => Promise.resolve(isWhole(certificate)));
  const certificateAuthority = await readFile(certificate, "utf8");
  const client = new KubernetesClient({ url, certificateAuthority, token });
  await until("kube-apiserver is ready", processes, () => client.isReady().catch(() => false));
  await writeFile(file("kubeconfig"), kubeconfig(url, certificate, token), { mode: 0o600 });
  processes.start(binaries.controllerManager, {
    kubeconfig: "kubeconfig",
    controllers: CONTROLLERS.join(","),
    "leader-elect": "false",
    // No endpoint of its own: nobody asks it for its health.
    "secure-port": "0",
  });
  return client;
}

function isWhole(certificate: string): boolean {
  return existsSync(certificate) && readFileSync(certificate, "utf8").trimEnd().endsWith("-----END CERTIFICATE-----");
}

/** JSON is YAML. */
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

async function until(what: string, processes: Processes, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await holds())) {
    const dead = processes.ended();
    if (dead !== undefined) throw new ToolError(`${dead} ended before ${what}:\n${processes.tailLog(dead)}`);
    if (Date.now() > deadline) throw new ToolError(`Waited ${READY_TIMEOUT_MS / 1000} s until ${what}.`);
    await sleep(POLL_MS);
  }
}

/** kube-apiserver takes no port 0, so one is found for it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("a TCP server has an address with a port");
  return address.port;
}
