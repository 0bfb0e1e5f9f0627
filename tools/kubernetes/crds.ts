import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { parseAllDocuments } from "yaml";

import type { KubernetesClient } from "../../sandbox";
import { cacheDirectory } from "../engine/cache";
import { type GoModuleFiles, goModuleFiles } from "../engine/go-module";
import { runCommand } from "../terminal/command";
import { ToolError } from "../terminal/tool";

/** The fields of a CustomResourceDefinition that this module reads. */
export interface Definition {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

/**
 * CustomResourceDefinitions of the platform's charts and add-ons, in the versions that the platform installs. No charts are
 * installed into the API server of a rehearsal, so the definitions come from the Go modules of their projects.
 */
export const CRDS: readonly GoModuleFiles[] = [
  {
    name: "karpenter-crds",
    version: "1.15.0",
    module: "github.com/aws/karpenter-provider-aws",
    checksum: "h1:3qnrxRxKHPg9Hd71D7xH4xKxPfmcrB30EFBrMz74mOs=",
    folder: "pkg/apis/crds",
  },
  {
    name: "snapshot-controller-crds",
    version: "8.6.0",
    module: "github.com/kubernetes-csi/external-snapshotter/client/v8",
    checksum: "h1:FtGewu2k6HWw6evLGXY8JqUZ9eHpti1kd3e4amj+ilA=",
    folder: "config/crd",
  },
  // The newest release that is published as a Go module; the chart is newer (domain/cluster/chart-versions.ts), and has the same
  // version of the API, v1. A field that a later release added is refused here.
  {
    name: "external-secrets-crds",
    version: "1.3.2",
    module: "github.com/external-secrets/external-secrets",
    checksum: "h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=",
    folder: "config/crds/bases",
    files: ["clustersecretstores", "externalsecrets", "secretstores"].map((kind) => `external-secrets.io_${kind}.yaml`),
  },
];

const POLL_MS = 50;
const TIMEOUT_MS = 30_000;

/** Finds the CustomResourceDefinitions in the cache, or downloads them. */
export async function findDefinitions(): Promise<readonly Definition[]> {
  const cache = cacheDirectory(process.env);
  const definitions: Definition[] = [];
  for (const files of CRDS) definitions.push(...(await readDefinitions(await goModuleFiles(files, cache, runCommand))));
  return definitions;
}

async function readDefinitions(folder: string): Promise<readonly Definition[]> {
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  const documents = texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Definition));
  // The folder may also contain a kustomization.
  return documents.filter(({ kind }) => kind === "CustomResourceDefinition");
}

/** Installs CustomResourceDefinitions, and waits until the API server serves them. */
export async function applyDefinitions(client: KubernetesClient, definitions: readonly Definition[]): Promise<void> {
  await Promise.all(definitions.map((definition) => define(client, definition)));
}

async function define(client: KubernetesClient, definition: Definition): Promise<void> {
  const { group, names, versions } = definition.spec;
  await client.serverSideApply({ ...definition }, { manager: "groundwork" });
  const deadline = Date.now() + TIMEOUT_MS;
  for (const { name, served } of versions) {
    while (served && !(await client.knows(`${group}/${name}`, names.kind))) {
      if (Date.now() > deadline)
        throw new ToolError(
          `The API server does not serve ${definition.metadata.name} within ${TIMEOUT_MS / 1000} s after it was created.`,
        );
      await sleep(POLL_MS);
    }
  }
}
