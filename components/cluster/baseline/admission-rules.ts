import { renderJson } from "../../../domain/json";

/** A rule that the API server itself judges by, in CEL: https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/ */
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
 * What Pod Security does not look at, by the name of its policy.
 *
 * There is none about requests and limits: the namespace's LimitRange fills them in, so no container is without.
 *
 * @param registries those that images may come from, or parts of them such as `public.ecr.aws/nginx`
 */
export function admissionRules(registries: readonly string[]): Readonly<Record<string, AdmissionRule>> {
  return { images: imageRule(registries), "service-addresses": SERVICE_RULE, "disruption-budgets": BUDGET_RULE };
}

/** In pods and in what makes pods: a Deployment whose pods are refused one by one would look as if all were well. */
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
        // Otherwise nobody can say what ran yesterday, and a rollback starts what failed.
        expression: "size(variables.moving) == 0",
        message: "images need a version or a digest",
        messageExpression: '"images without a version or digest: " + variables.moving.join(", ")',
      },
      {
        expression: "size(variables.foreign) == 0",
        message: "images come from known registries",
        messageExpression: `"images of registries other than ${registries.join(", ")}: " + variables.foreign.join(", ")`,
      },
    ],
  };
}

/** CVE-2020-8554: whoever may make a Service takes traffic for any address by it. EKS cannot be told to refuse that otherwise. */
const SERVICE_RULE: AdmissionRule = {
  resourceRules: [changesOf("", ["services"])],
  variables: [],
  validations: [
    {
      expression: "size(object.spec.?externalIPs.orValue([])) == 0",
      message: "externalIPs would take traffic for addresses that are not the Service's own",
    },
  ],
};

/** A budget that lets no pod go lets no node go: every update of the nodes would wait for it, and then fail. */
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
