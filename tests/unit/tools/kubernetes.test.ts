import { readFileSync } from "node:fs";
import path from "node:path";

import { KUBERNETES_PATCHES, patchOf } from "../../../tools/kubernetes";
import { PROJECT_DIR, readStackFile, STACKS } from "../../support/stack-files";

describe("patchOf", () => {
  it.each([...KUBERNETES_PATCHES])("returns for %s a patch version of the same minor version", (minor, patch) => {
    expect(patchOf(minor)).toBe(patch);
    expect(patch.startsWith(`${minor}.`)).toBe(true);
  });

  it.each(STACKS)("supports the Kubernetes version of %s", (stack) => {
    const { version } = readStackFile(stack).config["groundwork:cluster"] as { readonly version: string };
    expect([...KUBERNETES_PATCHES.keys()]).toContain(version);
  });

  it("throws for a minor version without an API server", () => {
    expect(() => patchOf("1.34")).toThrow(
      "No API server of Kubernetes 1.34 is available: tools/kubernetes pins 1.35 and 1.36. Rehearse without " +
        "`--kubernetes real`, or pin the version as CONTRIBUTING.md describes under Upgrades.",
    );
  });
});

it.each([...KUBERNETES_PATCHES])(
  "tools/kubernetes/%s/go.mod takes every part of Kubernetes from one release",
  (minor, patch) => {
    const goMod = readFileSync(path.join(PROJECT_DIR, "tools/kubernetes", minor, "go.mod"), "utf8");
    const versions = [...goMod.matchAll(/^\s+(k8s\.io\/\S+) => \1 (\S+)$/gm)].map(([, , version]) => version);
    expect(versions.length).toBeGreaterThan(30);
    expect(new Set(versions)).toEqual(new Set([patch.replace(/^1/, "v0")]));
  },
);
