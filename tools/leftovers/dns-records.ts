import type { Leftover } from "./leftovers";

/** A record in the output of `aws route53 list-resource-record-sets`, which a deletion has to repeat in full. */
export interface RecordSet {
  readonly Name: string;
  readonly Type: string;
  readonly ResourceRecords?: readonly { readonly Value: string }[];
}

/** Types of records that the add-on creates for Services and Ingresses. */
const OWNED_TYPES = ["A", "AAAA", "CNAME"];

/**
 * Returns the records that external-dns of a cluster created in a hosted zone, with one command that deletes them all;
 * undefined if there are none. A TXT record names the owner of the record with the rest of its name: `a-web.example.com` is
 * for record A of `web.example.com`.
 *
 * https://kubernetes-sigs.github.io/external-dns/latest/docs/registry/txt/
 */
export function recordsOfExternalDns(
  zoneId: string,
  records: readonly RecordSet[],
  clusterName: string,
): Leftover | undefined {
  const owners = records.filter((record) => isOwner(record, clusterName));
  const owned = new Set(owners.flatMap(({ Name }) => [Name, Name.replace(/^(a|aaaa|cname)-/, "")]));
  const left = [...records.filter(({ Name, Type }) => OWNED_TYPES.includes(Type) && owned.has(Name)), ...owners];
  if (left.length === 0) return undefined;
  const batch = JSON.stringify({
    Changes: left.map((record) => ({ Action: "DELETE", ResourceRecordSet: record })),
  }).replaceAll("'", String.raw`\u0027`);
  return {
    arn: `arn:aws:route53:::hostedzone/${zoneId}`,
    kind: `DNS records of external-dns (${left.length})`,
    command: `aws route53 change-resource-record-sets --hosted-zone-id ${zoneId} --change-batch '${batch}'`,
  };
}

function isOwner({ Type, ResourceRecords = [] }: RecordSet, clusterName: string): boolean {
  return (
    Type === "TXT" &&
    ResourceRecords.some(
      ({ Value }) =>
        Value.includes("heritage=external-dns,") &&
        `${Value.replaceAll('"', "")},`.includes(`external-dns/owner=${clusterName},`),
    )
  );
}
