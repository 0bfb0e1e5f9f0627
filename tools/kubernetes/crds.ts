import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { parseAllDocuments } from "yaml";

import type { KubernetesClient } from "../../sandbox";
import { cacheDirectory } from "../engine/cache";
import { type GoModuleFiles, goModuleFiles } from "../engine/go-module";
import { runCommand } from "../terminal/command";
import { ToolError } from "../terminal/tool";

/** As much of a CustomResourceDefinition as is read here. */
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
 * Kinds that charts and add-ons of the platform bring. No chart runs beside a judging API server, so it learns them from
 * what their projects publish. Each in the version that the platform installs.
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
  // A kustomization may lie beside them.
  return documents.filter(({ kind }) => kind === "CustomResourceDefinition");
}

/** Makes kinds known to an API server, and waits until it serves them. */
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
        throw new ToolError(`The API server does not come to serve ${definition.metadata.name}.`);
      await sleep(POLL_MS);
    }
  }
}
