import { renderJson } from "../../../domain/json";

/** A rule that the API server evaluates, in CEL: https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/ */
export interface AdmissionRule {
  readonly resourceRules: readonly {
    readonly apiGroups: string[];
    readonly apiVersions: string[];
    readonly resources: string[];
    readonly operations: string[];
  }[];
  readonly variables: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly {
    readonly expression: string;
    readonly message: string;
    readonly messageExpression?: string;
  }[];
}

/**
 * Rules that Pod Security does not have, by the name of their policy. None requires requests and limits, because the
 * LimitRange of the namespace sets them in every container.
 *
 * @param registries registries that images may come from, or prefixes of their repositories, such as `public.ecr.aws/nginx`
 */
export function admissionRules(registries: readonly string[]): Readonly<Record<string, AdmissionRule>> {
  return { images: imageRule(registries), "service-addresses": SERVICE_RULE, "disruption-budgets": BUDGET_RULE };
}

/** Also matches workloads that create pods: otherwise a Deployment would be accepted and its pods refused. */
function imageRule(registries: readonly string[]): AdmissionRule {
  const prefixes = renderJson(registries.map((registry) => `${registry}/`));
  return {
    resourceRules: [
      changesOf("", ["pods", "pods/ephemeralcontainers"]),
      changesOf("apps", ["deployments", "statefulsets", "daemonsets", "replicasets"]),
      changesOf("batch", ["jobs", "cronjobs"]),
    ],
    variables: [
      {
        name: "pod",
        expression:
          'object.kind == "Pod" ? object.spec : object.kind == "CronJob" ? object.spec.jobTemplate.spec.template.spec : object.spec.template.spec',
      },
      {
        name: "images",
        expression: `(${[
          "variables.pod.containers",
          "variables.pod.?initContainers.orValue([])",
          "variables.pod.?ephemeralContainers.orValue([])",
        ].join(" + ")}).map(container, container.?image.orValue(""))`,
      },
      {
        name: "moving",
        expression:
          'variables.images.filter(image, !image.contains("@sha256:") && (image.endsWith(":latest") || !image.matches(":[^/:]+$")))',
      },
      {
        name: "foreign",
        expression: `variables.images.filter(image, !${prefixes}.exists(prefix, image.startsWith(prefix)))`,
      },
    ],
    validations: [
      {
        // Without a version, a rollback may start the image that failed.
        expression: "size(variables.moving) == 0",
        message: "images need a version or a digest",
        messageExpression: '"images without a version or digest: " + variables.moving.join(", ")',
      },
      {
        expression: "size(variables.foreign) == 0",
        message: "images must come from an allowed registry",
        messageExpression: `"images of registries other than ${registries.join(", ")}: " + variables.foreign.join(", ")`,
      },
    ],
  };
}

/** CVE-2020-8554: with externalIPs, a Service intercepts traffic to any address. EKS has no other setting that refuses them. */
const SERVICE_RULE: AdmissionRule = {
  resourceRules: [changesOf("", ["services"])],
  variables: [],
  validations: [
    {
      expression: "size(object.spec.?externalIPs.orValue([])) == 0",
      message: "externalIPs is not allowed: the Service could intercept traffic to any address",
    },
  ],
};

/** A budget that allows no disruption blocks node drains, so every update of nodes would wait and then fail. */
const BUDGET_RULE: AdmissionRule = {
  resourceRules: [changesOf("policy", ["poddisruptionbudgets"])],
  variables: [],
  validations: [
    {
      expression: '!(string(object.spec.?maxUnavailable.orValue("1")) in ["0", "0%"])',
      message: "with maxUnavailable 0 no node that runs such a pod can be drained",
    },
    {
      expression: 'string(object.spec.?minAvailable.orValue("0")) != "100%"',
      message: "with minAvailable 100% no node that runs such a pod can be drained",
    },
  ],
};

function changesOf(apiGroup: string, resources: string[]): AdmissionRule["resourceRules"][number] {
  return { apiGroups: [apiGroup], apiVersions: ["v1"], resources, operations: ["CREATE", "UPDATE"] };
}
