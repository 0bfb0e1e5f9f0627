import { type ExportedState, logicalName, providerUrn, type StateResource } from "./exported-state";

/**
 * References to a parent, a provider or a dependency that the state does not have before the resource. Pulumi stops at them
 * with a "snapshot integrity error".
 * https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/snapshot.go
 */
export function brokenReferences({ resources }: ExportedState): readonly string[] {
  const known = new Set<string>();
  return resources.flatMap((resource) => {
    const missing = referencesOf(resource).filter(({ urn }) => !known.has(urn));
    known.add(resource.urn);
    return missing.map(({ role, urn }) => `${logicalName(resource.urn)}: the ${role} ${urn} is not in the state`);
  });
}

function referencesOf({ parent, provider, dependencies = [] }: StateResource): { role: string; urn: string }[] {
  const references = [
    { role: "parent", urn: parent },
    { role: "provider", urn: providerUrn(provider) },
    ...dependencies.map((urn) => ({ role: "dependency", urn })),
  ];
  return references.flatMap(({ role, urn }) => (urn === undefined || urn === "" ? [] : [{ role, urn }]));
}
