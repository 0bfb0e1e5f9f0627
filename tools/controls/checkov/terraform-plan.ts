import type { StateResource } from "../../state/exported-state";
import { terraformName, terraformType, terraformValues } from "./terraform-types";

interface Rendered {
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly propertyDependencies: Readonly<Record<string, readonly string[] | null>>;
  readonly address: string;
  readonly terraformType: string;
  readonly name: string;
}

const PROVIDER = "registry.terraform.io/hashicorp/aws";

/**
 * Renders the AWS resources of a state as the JSON of a Terraform plan that creates them, for scanners that read no Pulumi
 * state: https://developer.hashicorp.com/terraform/internals/json-format
 */
export function terraformPlan(resources: readonly StateResource[]): object {
  const rendered = resources.flatMap(addressed);
  const byUrn = new Map(rendered.map((resource) => [resource.urn, resource]));
  return {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: { root_module: { resources: rendered.map(plannedValues) } },
    resource_changes: rendered.map((resource) => {
      const { values, ...facts } = plannedValues(resource);
      return { ...facts, change: { actions: ["create"], before: null, after: values, after_unknown: {} } };
    }),
    configuration: { root_module: { resources: rendered.map((resource) => configuration(resource, byUrn)) } },
  };
}

/** The URN of each resource by its address in the plan. */
export function urnsByAddress(resources: readonly StateResource[]): ReadonlyMap<string, string> {
  return new Map(resources.flatMap(addressed).map(({ address, urn }) => [address, urn]));
}

function addressed(resource: StateResource): readonly Rendered[] {
  const type = terraformType(resource.type);
  if (type === undefined) return [];
  const name = (resource.urn.split("::").at(-1) ?? "").replace(/[^\w-]/g, "_");
  const { urn, inputs, propertyDependencies } = resource;
  return [
    {
      urn,
      inputs: inputs ?? {},
      propertyDependencies: propertyDependencies ?? {},
      terraformType: type,
      name,
      address: `${type}.${name}`,
    },
  ];
}

function plannedValues({ address, terraformType: type, name, inputs }: Rendered): Readonly<Record<string, unknown>> {
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_name: PROVIDER,
    schema_version: 0,
    values: terraformValues(inputs),
  };
}

/** Scanners connect resources, such as a bucket and its policy, by the references of the configuration. */
function configuration(resource: Rendered, byUrn: ReadonlyMap<string, Rendered>): object {
  const { address, terraformType: type, name, propertyDependencies } = resource;
  const expressions = Object.entries(propertyDependencies).flatMap(([property, urns]) => {
    const references = (urns ?? []).flatMap((urn) => byUrn.get(urn)?.address ?? []).flatMap((to) => [`${to}.id`, to]);
    return references.length === 0 ? [] : [[terraformName(property), { references }]];
  });
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_config_key: "aws",
    schema_version: 0,
    expressions: Object.fromEntries(expressions) as object,
  };
}
