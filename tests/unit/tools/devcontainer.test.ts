import { readFileSync } from "node:fs";
import path from "node:path";
import gte from "semver/functions/gte";
import { z } from "zod";
import { devDependencies } from "../../../package.json";

const ROOT = path.resolve(__dirname, "../../..");
const FEATURES = "ghcr.io/devcontainers/features";
const DevContainer = z.strictObject({
  name: z.string(),
  image: z.string().regex(/^mcr\.microsoft\.com\/devcontainers\/base:(?!latest)\w+$/),
  features: z.record(z.string().regex(/:\d+$/), z.record(z.string(), z.string())),
  postCreateCommand: z.literal("npm ci"),
  customizations: z.looseObject({}),
});
const { features } = DevContainer.parse(
  JSON.parse(readFileSync(path.join(ROOT, ".devcontainer/devcontainer.json"), "utf8")),
);

describe("the dev container", () => {
  it("has the Node.js version of the npm scripts", () => {
    expect(features[`${FEATURES}/node:1`]?.["version"]).toBe(devDependencies.node.split(".")[0]);
  });

  it("has a Go version that builds every tool", () => {
    const wanted = ["actionlint", "engine", "kubernetes/1.35", "kubernetes/1.36", "kubernetes/etcd"].map((tool) => {
      const text = readFileSync(path.join(ROOT, "tools", tool, "go.mod"), "utf8");
      return /^go (\d+\.\d+)/m.exec(text)?.[1] ?? "";
    });
    const installed = features[`${FEATURES}/go:1`]?.["version"] ?? "";
    expect(wanted.filter((version) => !gte(`${installed}.0`, `${version}.0`))).toEqual([]);
  });
});
