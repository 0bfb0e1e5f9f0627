import path from "node:path";

import { type GoTool, goTool } from "../engine/go-tool";
import { cacheDirectory } from "../engine/cache";
import { runCommand } from "../terminal/command";
import { ToolError } from "../terminal/tool";

/** For each Kubernetes minor version, the newest patch version with all modules published; `<minor>/go.mod` pins the same. */
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

/** Paths of the binaries of a control plane that validates objects. */
export interface Binaries {
  readonly etcd: string;
  readonly apiServer: string;
  readonly controllerManager: string;
}

/** Returns the patch version of a minor version. Other minor versions validate by other rules, so there is no fallback. */
export function patchOf(minor: string): string {
  const patch = KUBERNETES_PATCHES.get(minor);
  if (patch === undefined) {
    throw new ToolError(
      `No API server of Kubernetes ${minor} is available: tools/kubernetes pins ${[...KUBERNETES_PATCHES.keys()].join(" and ")}. ` +
        "Rehearse without `--kubernetes real`, or pin the version as CONTRIBUTING.md describes under Upgrades.",
    );
  }
  return patch;
}

/** Finds the binaries of a minor version in the cache, or builds them one after the other, because each build uses all cores. */
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
  // Without these flags, the server reports version v0.0.0.
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
