import { at, peek } from "../props";
import type { Rule, StackResource } from "../rule";

/** Properties with names that AWS or Kubernetes shows, and where a name is in them. */
const NAMES = [["name"], ["bucket"], ["tags", "Name"], ["metadata", "name"]] as const;

/** Names for the time being, which stay. */
const TEMPORARY = /^(changeme|dummy|foo|placeholder|temp|tmp|todo|xxx)([-_. \d]|$)/i;

export const namingRules: readonly Rule[] = [
  {
    name: "resource-names",
    description: "Names of resources are neither empty nor temporary",
    controls: [],
    level: "mandatory",
    stackViolations: (resources) =>
      resources
        .filter(({ type }) => !type.startsWith("pulumi:"))
        .flatMap((resource) => problem(resource).map((message) => ({ urn: resource.urn, message }))),
  },
];

/** An unknown name is one that the provider of AWS generates. */
function problem({ urn, props }: StackResource): string[] {
  const names = [
    urn.split("::").at(-1),
    ...NAMES.map(([property, key]) => (key === undefined ? peek(props, property) : at(peek(props, property), key))),
  ];
  return names
    .filter((name): name is string => typeof name === "string")
    .flatMap((name) => {
      if (name.trim() === "") return ["The name is empty; set it"];
      return TEMPORARY.test(name) ? [`The name ${name} is temporary; choose what the resource is for`] : [];
    })
    .slice(0, 1);
}
