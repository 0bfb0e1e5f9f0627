import { isRecord } from "../property-diff";
import type { Props } from "../props";

/**
 * Errors that the API server finds by the CRD of a NodePool, and those of the controller, with which a pool does not become
 * Ready:
 * https://github.com/aws/karpenter-provider-aws/blob/v1.15.0/pkg/apis/crds/karpenter.sh_nodepools.yaml
 * https://github.com/kubernetes-sigs/karpenter/blob/v1.15.0/pkg/apis/v1/nodepool_validation.go
 */
export function refuseNodePool(spec: Props): string[] {
  const template = record(spec["template"]);
  const templateSpec = record(template["spec"]);
  const disruption = record(spec["disruption"]);
  return [
    ...(record(templateSpec["nodeClassRef"])["name"] === undefined ? ["nodeClassRef.name: name may not be empty"] : []),
    ...refuseLabels(record(record(template["metadata"])["labels"])),
    ...refuseRequirements(list(templateSpec["requirements"]).map(record)),
    ...refuseTaints(list(templateSpec["taints"]).map(record)),
    ...refuseBudgets(list(disruption["budgets"]).map(record)),
    ...refuseDurations({
      "spec.template.spec.expireAfter": templateSpec["expireAfter"],
      "spec.template.spec.terminationGracePeriod": templateSpec["terminationGracePeriod"],
      "spec.disruption.consolidateAfter": disruption["consolidateAfter"],
    }),
  ];
}

const AWS = "karpenter.k8s.aws";

/** Every label with AWS's prefix that the CRD accepts. */
const AWS_LABELS = (
  "instance-tenancy capacity-reservation-type capacity-reservation-id capacity-reservation-interruptible ec2nodeclass " +
  "instance-encryption-in-transit-supported instance-category instance-hypervisor instance-family instance-generation " +
  "instance-local-nvme instance-size instance-cpu instance-cpu-manufacturer instance-cpu-sustained-clock-speed-mhz " +
  "instance-memory instance-ebs-bandwidth instance-network-bandwidth instance-gpu-name instance-gpu-manufacturer " +
  "instance-gpu-count instance-gpu-memory instance-accelerator-name instance-accelerator-manufacturer " +
  "instance-accelerator-count instance-capability-flex placement-group-id placement-group-partition"
).split(" ");

const NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const QUALIFIED_NAME = new RegExp(`^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?${NAME}$`);
const LABEL_VALUE = new RegExp(`^(${NAME})?$`);

function refuseLabels(labels: Props): string[] {
  const keys = Object.keys(labels);
  return [
    ...(keys.length > 100 ? ["spec.template.metadata.labels: Too many: must have at most 100 items"] : []),
    ...keys.flatMap(refuseLabel),
    ...Object.values(labels)
      .filter((value) => !isLabelValue(value))
      .map((value) => `spec.template.metadata.labels: Invalid value: ${shown(value)}`),
  ];
}

function refuseLabel(label: string): string[] {
  const [domain = ""] = label.split("/");
  if (label === "karpenter.sh/nodepool" || label === "kubernetes.io/hostname") {
    return [`label "${label}" is restricted`];
  }
  if (domain.endsWith("karpenter.sh") && label !== "karpenter.sh/capacity-type") {
    return [`label domain "karpenter.sh" is restricted`];
  }
  const isKnown = AWS_LABELS.some((name) => label === `${AWS}/${name}`);
  if (domain.endsWith(AWS) && !isKnown) return [`label domain "${AWS}" is restricted`];
  return [];
}

function refuseRequirements(requirements: readonly Props[]): string[] {
  return [
    ...(requirements.length > 100 ? ["spec.template.spec.requirements: Too many: must have at most 100 items"] : []),
    ...requirements.flatMap(refuseRequirement),
  ];
}

function refuseRequirement({ key, operator, values: given }: Props): string[] {
  const [label, values] = [String(key), list(given)];
  const isComparison = ["Gt", "Lt", "Gte", "Lte"].includes(String(operator));
  const isNumber = values.length === 1 && /^\d+$/.test(String(values[0])) && Number(values[0]) < 2 ** 63;
  const known = label === `${AWS}/instance-tenancy` ? ["dedicated", "default"] : undefined;
  return [
    ...refuseLabel(label),
    ...(QUALIFIED_NAME.test(label) ? [] : [`requirements.key: Invalid value: ${label}`]),
    ...(values.every(isLabelValue) ? [] : [`requirements.values: Invalid value: ${values.join(", ")}`]),
    ...(operator === "In" && values.length === 0
      ? [`requirements with operator 'In' must have a value defined: ${label}`]
      : []),
    ...(isComparison && !isNumber
      ? ["requirements operator 'Gt', 'Lt', 'Gte', or 'Lte' must have a single positive integer value"]
      : []),
    ...(known !== undefined && operator === "In" && !values.some((value) => known.includes(String(value)))
      ? [`the condition Ready stays false: no valid values found for ${label}`]
      : []),
  ];
}

function refuseTaints(taints: readonly Props[]): string[] {
  const pairs = taints.map(({ key, effect }) => `${String(key)}=${String(effect)}`);
  return [
    ...taints
      .filter(({ key, value }) => [key, value ?? key].some((text) => !QUALIFIED_NAME.test(String(text))))
      .map(({ key, value }) => `spec.template.spec.taints: Invalid value: ${shown(key)}=${shown(value)}`),
    ...pairs
      .filter((pair, index) => pairs.indexOf(pair) < index)
      .map((pair) => `the condition Ready stays false: duplicate taint Key/Effect pair ${pair}`),
  ];
}

function refuseBudgets(budgets: readonly Props[]): string[] {
  const refused = (field: string, form: RegExp): string[] =>
    budgets
      .map((budget) => budget[field])
      .filter((value) => value !== undefined && !form.test(shown(value)))
      .map((value) => `spec.disruption.budgets.${field}: Invalid value: ${shown(value)}`);
  return [
    ...(budgets.length > 50 ? ["spec.disruption.budgets: Too many: must have at most 50 items"] : []),
    ...(budgets.some(({ schedule, duration }) => (schedule === undefined) !== (duration === undefined))
      ? ["spec.disruption.budgets: 'schedule' must be set with 'duration'"]
      : []),
    ...refused("nodes", /^((100|[0-9]{1,2})%|[0-9]+)$/),
    ...refused("duration", /^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$/),
    ...refused(
      "schedule",
      /^(@(annually|yearly|monthly|weekly|daily|midnight|hourly))|((.+)\s(.+)\s(.+)\s(.+)\s(.+))$/,
    ),
  ];
}

function refuseDurations(durations: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(durations)
    .filter(([, value]) => value !== undefined && !/^(([0-9]+(s|m|h))+|Never)$/.test(shown(value)))
    .map(([field, value]) => `${field}: Invalid value: ${shown(value)}`);
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isLabelValue(value: unknown): boolean {
  return typeof value === "string" && value.length <= 63 && LABEL_VALUE.test(value);
}

function record(value: unknown): Props {
  return isRecord(value) ? value : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
