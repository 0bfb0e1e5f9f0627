import { z } from "zod";
import { certificateArn } from "../../schema/arns";
import { cidr, distinct, text } from "../../schema/fields";
import { dnsLabel } from "../baseline/namespaces-schema";

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

const ingressSchema = z
  .strictObject({
    scheme: z.enum(["internal", "internet-facing"]).default("internal").meta({
      description:
        "Where its address leads: internal is reached from the network alone, internet-facing from everywhere, and stands in the public subnets. A change is another load balancer, with another name. Default internal.",
    }),
    inboundCidrs: distinct(cidr({ min: 0, max: 32 }).meta({ examples: ["10.0.0.0/8"] }))
      .min(1)
      .meta({
        description:
          "IPv4 blocks that may come to it, the whole internet only if it is written: 0.0.0.0/0. No default: the controller would take that one.",
        examples: [["10.0.0.0/8"]],
      }),
    host: text(
      /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
      "a host name in lowercase letters, such as sample.example.com",
    )
      .exactOptional()
      .meta({
        description:
          "The only host name that it answers to; external-dns makes the record. Default: any, and AWS's own is printed by `kubectl get ingress`.",
        examples: ["sample.example.com"],
      }),
    certificateArn: certificateArn.exactOptional().meta({
      description:
        "Certificate of ACM, of the stack's Region, for HTTPS with TLS 1.2 and 1.3; HTTP then leads there. Default: plain HTTP, which outside of dev no load balancer speaks to the internet. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html",
      examples: ["arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"],
    }),
  })
  .meta({
    description:
      "An Application Load Balancer before the sample, by an Ingress: $16.43 a month, with internet-facing $3.65 for each zone's address, and by use. It shares requests out by the versions' weights itself. Needs loadBalancerController. Default: none, the sample is reached in its namespace alone. https://docs.aws.amazon.com/eks/latest/userguide/alb-ingress.html",
    examples: [{ inboundCidrs: ["10.0.0.0/8"] }],
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
    ingress: ingressSchema.exactOptional(),
  })
  .meta({
    description:
      "A web server that shows how a workload runs on the platform, and that one can. Default: none. Pods of 100m CPU and 64 MiB each.",
    examples: [{ namespace: "sample" }],
  });
