import * as sqs from "@pulumi/aws/sqs";
import { z } from "zod";

import { extension } from "../../platform";
import { createDatabase } from "./database";
import { createWorker } from "./worker";

/** A queue of orders, a PostgreSQL database, and pods that read the one and write to the other. */
export const orders = extension({
  schema: z
    .strictObject({
      namespace: z.string().meta({ description: "Namespace of the pods, one of cluster.namespaces." }),
      registry: z.string().meta({ description: "Registry with the image of the pods, one of storage.registries." }),
      imageTag: z
        .string()
        .regex(/^\d+\.\d+\.\d+$/, "a version such as 1.4.2")
        .meta({ description: "Tag of the image." }),
      instanceClass: z.enum(["db.t4g.micro", "db.t4g.small", "db.m7g.large"]).default("db.t4g.micro").meta({
        description: "Class of the database instance. A change restarts it.",
      }),
      storageGib: z.int().min(20).max(1024).default(20).meta({
        description: "Storage of the database in GiB, which cannot be reduced. Default 20.",
      }),
    })
    .meta({ description: "Queue, database and workers for orders." }),

  create(platform, { namespace, registry, imageTag, ...size }) {
    const queue = new sqs.Queue(
      platform.logicalName("queue"),
      { sqsManagedSseEnabled: true, messageRetentionSeconds: 14 * 24 * 60 * 60 },
      platform.options(),
    );
    const database = createDatabase(platform, size);
    createWorker(platform, { namespace, registry, imageTag, queue, database });
    return { queueUrl: queue.url, databaseEndpoint: database.instance.endpoint };
  },
});
