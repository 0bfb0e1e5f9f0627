/** The registry of an account and Region, which holds what is pushed there and what it caches of other registries. */
export function ownRegistry(aws: { readonly accountId: string; readonly region: string }): string {
  return `${aws.accountId}.dkr.ecr.${aws.region}.amazonaws.com`;
}
