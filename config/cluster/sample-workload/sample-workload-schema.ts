import { z } from "zod";
import { certificateArn } from "../../schema/arns";
import { cidr, distinct, text } from "../../schema/fields";
import { dnsLabel } from "../baseline/namespaces-schema";

/** NGINX's unprivileged image: it listens on port 8080, runs as a user other than root, and supports both architectures. */
const IMAGE = "public.ecr.aws/nginx/nginx-unprivileged:1.29.1";

/** The registry is required: names without one refer to Docker Hub, which limits pulls. */
const image = text(
  /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/[a-z0-9._-]+)+(:(?!latest$)\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})$/,
  `an image with its registry, and a version or digest, such as ${IMAGE}`,
);

const version = z.strictObject({
  image: image.default(IMAGE).meta({
    description:
      "Container image. It must run as a user other than root and answer /health on port 8080. A change replaces the pods of the version, one after another. Default: NGINX.",
  }),
  weight: z.int().min(0).max(100).default(100).meta({
    description: "Percentage of requests. With 0 the version runs and gets no requests. Default: 100.",
  }),
});

const ingressSchema = z
  .strictObject({
    scheme: z.enum(["internal", "internet-facing"]).default("internal").meta({
      description:
        "Scheme of the load balancer. internal: private addresses, reachable from the network. internet-facing: public addresses, in the public subnets. A change replaces the load balancer, and so its DNS name. Default: internal.",
    }),
    inboundCidrs: distinct(cidr({ min: 0, max: 32 }).meta({ examples: ["10.0.0.0/8"] }))
      .min(1)
      .meta({
        description:
          "IPv4 blocks of clients; 0.0.0.0/0 admits the whole internet. No default, because that of the controller is 0.0.0.0/0.",
        examples: [["10.0.0.0/8"]],
      }),
    host: text(
      /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
      "a host name in lowercase letters, such as sample.example.com",
    )
      .exactOptional()
      .meta({
        description:
          "Host name that the load balancer forwards; external-dns creates its DNS record. Default: any host name; `kubectl get ingress` prints the DNS name that AWS assigns.",
        examples: ["sample.example.com"],
      }),
    certificateArn: certificateArn.exactOptional().meta({
      description:
        "ACM certificate in the Region of the stack, for HTTPS with TLS 1.2 and 1.3, to which HTTP requests are redirected. Default: the certificate of the zone of cluster.hostedZones that contains host, or else none, so only HTTP; with internet-facing this is refused outside of dev. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html",
      examples: ["arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"],
    }),
  })
  .meta({
    description:
      "Application Load Balancer for the sample workload, through an Ingress: $16.43 a month plus usage, and with internet-facing $3.65 a month for the address in each zone. It divides requests by the weights of the versions. Requires loadBalancerController. Default: none, so only its namespace reaches the sample workload. https://docs.aws.amazon.com/eks/latest/userguide/alb-ingress.html",
    examples: [{ inboundCidrs: ["10.0.0.0/8"] }],
  });

export const sampleWorkloadSchema = z
  .strictObject({
    namespace: dnsLabel.meta({
      description: "Key of cluster.namespaces. A change replaces the workload.",
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
          "One or two versions, whose weights add up to 100. Rolling update: change the image of a version. Blue-green: two versions with weights 0 and 100, then exchange the weights. Canary: two versions with weights such as 90 and 10. Default: one version, blue.",
        examples: [{ blue: { weight: 90 }, green: { weight: 10 } }],
      }),
    minReplicas: z.int().min(2).max(100).default(2).meta({
      description: "Minimum number of pods that get requests. Default: 2, so that one remains while a node is drained.",
    }),
    maxReplicas: z.int().min(2).max(100).default(6).meta({
      description:
        "Maximum number of pods, to which the workload scales out when they use more than 70 % of the CPU that they request. Default: 6.",
    }),
    ingress: ingressSchema.exactOptional(),
  })
  .meta({
    description:
      "Web server that shows how to run a workload on the platform. Each pod requests 100m CPU and 64 MiB of memory. Default: none.",
    examples: [{ namespace: "sample" }],
  });
