import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { parseAllDocuments } from "yaml";

import type { KubernetesClient } from "../../sandbox";
import { ToolError } from "../terminal/tool";

/** As much of a CustomResourceDefinition as is read here. */
interface Definition {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

const CRDS = path.join(__dirname, "crds");
const POLL_MS = 50;
const TIMEOUT_MS = 30_000;

/** Makes the kinds of the folder's CustomResourceDefinitions known to an API server, and waits until it serves them. */
export async function applyDefinitions(client: KubernetesClient, directory = CRDS): Promise<void> {
  const files = (await readdir(directory)).filter((file) => file.endsWith(".yaml"));
  const texts = await Promise.all(files.map((file) => readFile(path.join(directory, file), "utf8")));
  const definitions = texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Definition));
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
