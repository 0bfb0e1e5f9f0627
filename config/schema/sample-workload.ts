import { z } from "zod";
import { text } from "./fields";
import { dnsLabel } from "./namespaces";

/** Latest of NGINX's own unprivileged images when this was written: it runs as a user, on 8080, for both architectures. */
const IMAGE = "public.ecr.aws/nginx/nginx-unprivileged:1.29.1";

/** The registry is written out: a short name is looked up at Docker Hub, which limits how often nodes may ask. */
const image = text(
  /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/[a-z0-9._-]+)+(:(?!latest$)\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})$/,
  `an image with its registry, and a version or digest, such as ${IMAGE}`,
);

const version = z.strictObject({
  image: image.default(IMAGE).meta({
    description:
      "Container image that answers /health on port 8080 as a user other than root. Another one rolls the version's pods. Default: NGINX.",
  }),
  weight: z.int().min(0).max(100).default(100).meta({
    description: "Percent of the requests. 0 keeps the version ready without any. Default 100.",
  }),
});

export const sampleWorkloadSchema = z
  .strictObject({
    namespace: dnsLabel.meta({
      description: "One of cluster.namespaces. A change makes the workload anew.",
      examples: ["sample"],
    }),
    versions: z
      .record(
        text(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/, "up to 32 lowercase letters, digits and hyphens, a letter first"),
        version,
      )
      .default({ blue: { image: IMAGE, weight: 100 } })
      .meta({
        description:
          "One or two versions; weights add up to 100. Rolling: change the image of one. Blue-green: two with 0 and 100, changing places. Canary: two that share. Default: one, blue.",
        examples: [{ blue: { weight: 90 }, green: { weight: 10 } }],
      }),
    minReplicas: z
      .int()
      .min(2)
      .max(100)
      .default(2)
      .meta({ description: "Pods that get requests, at least. Default 2: one more than may be missing." }),
    maxReplicas: z
      .int()
      .min(2)
      .max(100)
      .default(6)
      .meta({ description: "Pods to grow to when they use over 70 % of the CPU they request. Default 6." }),
  })
  .meta({
    description:
      "A web server that shows how a workload runs on the platform, and that one can. Default: none. Pods of 100m CPU and 64 MiB each.",
    examples: [{ namespace: "sample" }],
  });
