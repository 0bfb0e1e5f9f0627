import type * as kubernetesModule from "../../tools/kubernetes";
import { TESTED_MINOR } from "../support/tested-minor";
import { keepSchemas, keptSchemas, publishedSchemas } from "../support/kubernetes-schemas";
import { load, startControlPlane } from "../support/stage";

const { KUBERNETES_PATCHES } = load("tools/kubernetes") as typeof kubernetesModule;

const update = process.env["GOLDEN"] === "update";

it.each(update ? [...KUBERNETES_PATCHES.keys()] : [TESTED_MINOR])(
  "the schemas of the unit tests are those that Kubernetes %s publishes",
  async (minor) => {
    const controlPlane = await startControlPlane(minor);
    try {
      const published = await publishedSchemas(controlPlane.client, controlPlane.version);
      if (update) keepSchemas(minor, published);
      expect(keptSchemas(minor)).toEqual(published);
    } finally {
      await controlPlane.stop();
    }
  },
  // Includes the time to build API servers that are not in the cache.
  update ? 1_800_000 : 60_000,
);
