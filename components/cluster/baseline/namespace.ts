import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as rbac from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";

import type { NamespaceArgs } from "./baseline-args";
import { allowDns, DEFAULT_DENY } from "./network-policies";
import { podSecurityLabels } from "./pod-security";

export interface NamespaceBaselineArgs extends NamespaceArgs {
  readonly namespace: string;
  /** Data of the ConfigMap `app-config`. */
  readonly appConfig: Readonly<Record<string, pulumi.Input<string>>>;
  /** Controller for which a pod behind a load balancer is ready only when the load balancer finds it healthy. */
  readonly readinessGates: LoadBalancing | undefined;
  /** Block of the address of DNS, where no pods of CoreDNS stand behind it. */
  readonly nodeDns: pulumi.Input<string> | undefined;
}

/** Who makes load balancers: the AWS Load Balancer Controller, or Auto Mode. */
export type LoadBalancing = "controller" | "auto-mode";

/**
 * Without it a rollout may take away the last old pod before the load balancer sends anything to a new one.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/
 * https://aws.amazon.com/blogs/containers/how-to-build-highly-available-kubernetes-applications-with-amazon-eks-auto-mode
 */
const READINESS_GATES: Readonly<Record<LoadBalancing, Record<string, string>>> = {
  controller: { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" },
  "auto-mode": { "eks.amazonaws.com/pod-readiness-gate-inject": "enabled" },
};

/**
 * A namespace that is closed until its workloads open it: Pod Security labels, DNS and no other traffic, a quota,
 * defaults for containers that name no resources, and no API token in pods that do not ask for one. Its teams have
 * their roles in it, and its workloads find what they may know of the platform in `app-config`.
 *
 * It leaves disruption budgets to the workloads, and the rights of service accounts at AWS to Pod Identity.
 * Its deletion deletes what lives in it, volumes and load balancers included, which is why none of it is left to go
 * with the cluster.
 */
export class NamespaceBaseline extends pulumi.ComponentResource {
  public readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: NamespaceBaselineArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:NamespaceBaseline", name, {}, opts);

    const namespace = this.createNamespace(name, args);
    const metadata = { namespace: namespace.metadata.name };
    const rules = this.createNetworkPolicies(name, metadata, args);
    this.createResourceBounds(name, metadata, args, rules);
    this.createServiceAccounts(name, metadata, args, rules);
    this.bindTeams(name, metadata, args);
    this.createAppConfig(name, metadata, args);

    this.namespace = namespace.metadata.name;
    this.registerOutputs({ namespace: this.namespace });
  }

  private createNamespace(name: string, args: NamespaceBaselineArgs): core.Namespace {
    const gates = args.readinessGates === undefined ? {} : READINESS_GATES[args.readinessGates];
    const labels = { ...podSecurityLabels(args.podSecurity), ...gates };
    return new core.Namespace(name, { metadata: { name: args.namespace, labels } }, { parent: this });
  }

  /** DNS first: the denial alone, even for a moment, would break every pod that starts. */
  private createNetworkPolicies(
    name: string,
    metadata: ObjectNamespace,
    { nodeDns }: NamespaceBaselineArgs,
  ): networking.NetworkPolicy {
    const dnsPolicy = new networking.NetworkPolicy(
      `${name}-allow-dns`,
      { metadata: { ...metadata, name: "allow-dns" }, spec: allowDns(nodeDns) },
      { parent: this },
    );
    return new networking.NetworkPolicy(
      `${name}-default-deny`,
      { metadata: { ...metadata, name: "default-deny" }, spec: DEFAULT_DENY },
      { parent: this, dependsOn: [dnsPolicy] },
    );
  }

  private createResourceBounds(
    name: string,
    metadata: ObjectNamespace,
    { quota, containerDefaults: defaults }: NamespaceBaselineArgs,
    rules: pulumi.Resource,
  ): void {
    // Defaults before the quota: under a quota a container without requests is refused.
    const limitRange = new core.LimitRange(
      `${name}-container-defaults`,
      {
        metadata: { ...metadata, name: "container-defaults" },
        spec: {
          limits: [
            {
              type: "Container",
              defaultRequest: { cpu: defaults.cpuRequest, memory: defaults.memoryRequest },
              default: { cpu: defaults.cpuLimit, memory: defaults.memoryLimit },
            },
          ],
        },
      },
      { parent: this, dependsOn: [rules] },
    );
    new core.ResourceQuota(
      `${name}-quota`,
      {
        metadata: { ...metadata, name: "quota" },
        // Requests are what the scheduler reserves, and so what nodes are bought for.
        spec: {
          hard: { "requests.cpu": quota.cpu, "requests.memory": quota.memory, pods: String(quota.pods) },
        },
      },
      { parent: this, dependsOn: [limitRange] },
    );
  }

  /** None with a token of the Kubernetes API: CIS EKS 4.1.5 and 4.1.6. */
  private createServiceAccounts(
    name: string,
    metadata: ObjectNamespace,
    { serviceAccounts }: NamespaceBaselineArgs,
    rules: pulumi.Resource,
  ): void {
    // Kubernetes makes this one with the namespace, so it can only be patched.
    new core.ServiceAccountPatch(
      `${name}-default-service-account`,
      { metadata: { ...metadata, name: "default" }, automountServiceAccountToken: false },
      { parent: this, dependsOn: [rules] },
    );
    for (const account of serviceAccounts) {
      new core.ServiceAccount(
        `${name}-service-account-${account}`,
        { metadata: { ...metadata, name: account }, automountServiceAccountToken: false },
        { parent: this },
      );
    }
  }

  private bindTeams(name: string, metadata: ObjectNamespace, { teams }: NamespaceBaselineArgs): void {
    for (const [group, role] of Object.entries(teams)) {
      new rbac.RoleBinding(
        `${name}-team-${group}`,
        {
          // A binding never changes its role. Named by both, the new one is there before the old one goes.
          metadata: { ...metadata, name: `${group}-${role}` },
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
          subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: group }],
        },
        { parent: this },
      );
    }
  }

  /** Pods read it when they start; a change reaches those that run with their next rollout. */
  private createAppConfig(name: string, metadata: ObjectNamespace, { appConfig }: NamespaceBaselineArgs): void {
    new core.ConfigMap(
      `${name}-app-config`,
      { metadata: { ...metadata, name: "app-config" }, data: appConfig },
      { parent: this },
    );
  }
}

interface ObjectNamespace {
  readonly namespace: pulumi.Output<string>;
}
