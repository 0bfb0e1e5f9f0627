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
  /** Controller that adds readiness gates to pods: a pod is ready only once it is healthy in its target group. */
  readonly readinessGates: LoadBalancing | undefined;
  /** CIDR block of the DNS address, if nodes answer DNS queries. */
  readonly nodeDns: pulumi.Input<string> | undefined;
}

/** Controller that creates load balancers: the AWS Load Balancer Controller, or that of Auto Mode. */
export type LoadBalancing = "controller" | "auto-mode";

/**
 * Without readiness gates, a rollout may delete the last old pod before the load balancer sends requests to a new one.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/
 * https://aws.amazon.com/blogs/containers/how-to-build-highly-available-kubernetes-applications-with-amazon-eks-auto-mode
 */
const READINESS_GATES: Readonly<Record<LoadBalancing, Record<string, string>>> = {
  controller: { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" },
  "auto-mode": { "eks.amazonaws.com/pod-readiness-gate-inject": "enabled" },
};

/**
 * A namespace with Pod Security labels, network policies that allow only DNS, a quota, defaults for containers that set no
 * resources, and service accounts without a token for the Kubernetes API. Teams have roles in it, and workloads read
 * facts about the platform from the ConfigMap `app-config`.
 *
 * Workloads bring their own PodDisruptionBudgets; Pod Identity gives service accounts permissions at AWS.
 * Deleting the namespace deletes its objects, and with them volumes and load balancers, so it is deleted before the
 * cluster: the objects would otherwise leave both behind.
 */
export class NamespaceBaseline extends pulumi.ComponentResource {
  /** Name of the namespace, before it exists. */
  public readonly key: string;
  /** The same, once it exists. */
  public readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: NamespaceBaselineArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:NamespaceBaseline", name, {}, opts);

    const namespace = this.createNamespace(name, args);
    const metadata = { namespace: namespace.metadata.name };
    const policies = this.createNetworkPolicies(name, metadata, args);
    this.createQuota(name, metadata, args, policies);
    this.createServiceAccounts(name, metadata, args, policies);
    this.bindTeams(name, metadata, args);
    this.createAppConfig(name, metadata, args);

    this.key = args.namespace;
    this.namespace = namespace.metadata.name;
    this.registerOutputs({ namespace: this.namespace });
  }

  private createNamespace(
    name: string,
    {
      namespace,
      podSecurity,
      readinessGates,
    }: Pick<NamespaceBaselineArgs, "namespace" | "podSecurity" | "readinessGates">,
  ): core.Namespace {
    const gates = readinessGates === undefined ? {} : READINESS_GATES[readinessGates];
    const labels = { ...podSecurityLabels(podSecurity), ...gates };
    return new core.Namespace(name, { metadata: { name: namespace, labels } }, { parent: this });
  }

  /** The policy for DNS comes first: with the denial alone, starting pods would fail to resolve names. */
  private createNetworkPolicies(
    name: string,
    metadata: ObjectNamespace,
    { nodeDns }: Pick<NamespaceBaselineArgs, "nodeDns">,
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

  private createQuota(
    name: string,
    metadata: ObjectNamespace,
    { quota, containerDefaults: defaults }: Pick<NamespaceBaselineArgs, "quota" | "containerDefaults">,
    policies: pulumi.Resource,
  ): void {
    // The LimitRange comes before the quota, under which the API server refuses containers without requests.
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
      { parent: this, dependsOn: [policies] },
    );
    new core.ResourceQuota(
      `${name}-quota`,
      {
        metadata: { ...metadata, name: "quota" },
        // The quota limits requests, because they determine how many nodes the cluster needs.
        spec: {
          hard: { "requests.cpu": quota.cpu, "requests.memory": quota.memory, pods: String(quota.pods) },
        },
      },
      { parent: this, dependsOn: [limitRange] },
    );
  }

  /** CIS EKS 4.1.5 and 4.1.6: service accounts mount no token for the Kubernetes API. */
  private createServiceAccounts(
    name: string,
    metadata: ObjectNamespace,
    { serviceAccounts }: Pick<NamespaceBaselineArgs, "serviceAccounts">,
    policies: pulumi.Resource,
  ): void {
    // Kubernetes creates this account with the namespace, so the program can only patch it.
    new core.ServiceAccountPatch(
      `${name}-default-service-account`,
      { metadata: { ...metadata, name: "default" }, automountServiceAccountToken: false },
      { parent: this, dependsOn: [policies] },
    );
    for (const account of serviceAccounts) {
      new core.ServiceAccount(
        `${name}-service-account-${account}`,
        { metadata: { ...metadata, name: account }, automountServiceAccountToken: false },
        { parent: this },
      );
    }
  }

  private bindTeams(name: string, metadata: ObjectNamespace, { teams }: Pick<NamespaceBaselineArgs, "teams">): void {
    for (const [group, role] of Object.entries(teams)) {
      new rbac.RoleBinding(
        `${name}-team-${group}`,
        {
          // `roleRef` is immutable. With the role in its name, a replacement is created before the old binding is deleted.
          metadata: { ...metadata, name: `${group}-${role}` },
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
          subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: group }],
        },
        { parent: this },
      );
    }
  }

  /** Pods read environment variables when they start, so a change takes effect with their next rollout. */
  private createAppConfig(
    name: string,
    metadata: ObjectNamespace,
    { appConfig }: Pick<NamespaceBaselineArgs, "appConfig">,
  ): void {
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
