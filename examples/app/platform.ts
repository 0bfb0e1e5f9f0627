import * as pulumi from "@pulumi/pulumi";
import { RunError } from "@pulumi/pulumi/errors";

/** The stack outputs of the platform that this application reads. Groundwork lists all of them in docs/reference/outputs.md. */
export interface Platform {
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly clusterEndpoint: string;
  readonly kubeconfig: string;
  readonly subnetCidrs: { readonly public: readonly string[] };
  readonly controllers: Readonly<Record<string, string>>;
  readonly logBucketName: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly storageKeyArn?: string;
  readonly permissionsBoundaryArn?: string;
}

/** Whether the application needs the output. */
const OUTPUTS: Readonly<Record<keyof Platform, "required" | "optional">> = {
  clusterName: "required",
  clusterArn: "required",
  clusterEndpoint: "required",
  kubeconfig: "required",
  subnetCidrs: "required",
  controllers: "required",
  logBucketName: "required",
  tags: "required",
  storageKeyArn: "optional",
  permissionsBoundaryArn: "optional",
};

/**
 * Reads the outputs of the platform's last update. They are plain values in a preview too.
 *
 * @param stack fully qualified name, such as `organization/groundwork/dev`
 */
export async function readPlatform(stack: string): Promise<Platform> {
  const reference = new pulumi.StackReference("platform", { name: stack });
  const outputs = await Promise.all(
    Object.keys(OUTPUTS).map(async (name) => [name, (await reference.getOutputDetails(name)).value] as const),
  );
  return requireOutputs(stack, Object.fromEntries(outputs));
}

/** @throws RunError that names the stack and every missing output; Pulumi prints it without a stack trace */
export function requireOutputs(stack: string, outputs: Readonly<Record<string, unknown>>): Platform {
  const missing = Object.entries(OUTPUTS)
    .filter(([name, need]) => need === "required" && outputs[name] === undefined)
    .map(([name]) => `\`${name}\``);
  if (missing.length > 0) {
    throw new RunError(
      `The stack ${stack} does not have the ${missing.length === 1 ? "output" : "outputs"} ${missing.join(", ")}, which this application reads.\n` +
        "Set `platform` to a stack of Groundwork, and update that stack with a release that has the outputs.",
    );
  }
  return outputs as unknown as Platform;
}

/** Region and account of the platform, in which the application creates its resources. */
export function placeOf({ clusterArn }: Platform): { readonly region: string; readonly accountId: string } {
  const [, , , region = "", accountId = ""] = clusterArn.split(":");
  return { region, accountId };
}

/**
 * Without the controller or without public subnets, Kubernetes would accept the Ingress, and it would get no load balancer.
 *
 * @throws RunError that names the key to set; Pulumi prints it without a stack trace
 */
export function requireLoadBalancers(
  stack: string,
  { controllers, subnetCidrs }: Pick<Platform, "controllers" | "subnetCidrs">,
): void {
  const missing = [
    ...(controllers["load-balancer-controller"] === undefined
      ? ["no load balancer controller: set `groundwork:cluster.loadBalancerController` to `{}`"]
      : []),
    ...(subnetCidrs.public.length === 0 ? ["no public subnets: add `public` to `groundwork:network.tiers`"] : []),
  ];
  if (missing.length === 0) return;
  throw new RunError(
    `The Ingress of this application would get no load balancer. The stack ${stack} has\n` +
      `${missing.map((each) => `  ${each}`).join("\n")}\n` +
      "in the stack file of the platform, and update the platform before this application.",
  );
}
