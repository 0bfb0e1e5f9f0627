import path from "node:path";

import { type GoTool, goTool } from "../engine/go-tool";
import { cacheDirectory } from "../engine/cache";
import { runCommand } from "../terminal/command";
import { ToolError } from "../terminal/tool";

/** By Kubernetes minor, the newest patch whose modules are all published; `<minor>/go.mod` beside this file pins the same. */
export const KUBERNETES_PATCHES: ReadonlyMap<string, string> = new Map([
  ["1.35", "1.35.4"],
  ["1.36", "1.36.3"],
]);

export const ETCD_VERSION = "3.6.8";

const ETCD: GoTool = {
  name: "etcd",
  version: ETCD_VERSION,
  moduleDirectory: path.join(__dirname, "etcd"),
  mainPackage: "go.etcd.io/etcd/server/v3",
  linkerFlags: "-s -w",
};

/** What a control plane consists of, as far as objects are judged: paths of the binaries. */
export interface Binaries {
  readonly etcd: string;
  readonly apiServer: string;
  readonly controllerManager: string;
}

/** The patch that stands for a minor. A neighbouring minor would judge by other rules, so there is no substitute. */
export function patchOf(minor: string): string {
  const patch = KUBERNETES_PATCHES.get(minor);
  if (patch === undefined) {
    throw new ToolError(
      `Kubernetes ${minor} cannot be judged for real: tools/kubernetes pins ${[...KUBERNETES_PATCHES.keys()].join(" and ")}. ` +
        "Rehearse without `--kubernetes real`, or pin it as CONTRIBUTING.md says under Upgrades.",
    );
  }
  return patch;
}

/** Finds the binaries of a minor in the cache, or builds them. One after the other: each build uses every core. */
export async function findBinaries(minor: string): Promise<Binaries> {
  const cache = cacheDirectory(process.env);
  const patch = patchOf(minor);
  return {
    etcd: await goTool(ETCD, cache, runCommand),
    apiServer: await goTool(component("kube-apiserver", minor, patch), cache, runCommand),
    controllerManager: await goTool(component("kube-controller-manager", minor, patch), cache, runCommand),
  };
}

function component(name: string, minor: string, version: string): GoTool {
  // Without these the server calls itself v0.0.0.
  const [gitMajor = "", gitMinor = ""] = minor.split(".");
  const stamps = Object.entries({ gitVersion: `v${version}`, gitMajor, gitMinor });
  return {
    name,
    version,
    moduleDirectory: path.join(__dirname, minor),
    mainPackage: `k8s.io/kubernetes/cmd/${name}`,
    linkerFlags: ["-s -w", ...stamps.map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`)].join(
      " ",
    ),
  };
}
