import type * as pulumi from "@pulumi/pulumi";

export interface AppConfigFacts {
  readonly clusterName: string;
  readonly environment: string;
  readonly region: string;
  readonly storage: {
    readonly bucketNames: Readonly<Record<string, pulumi.Input<string>>>;
    readonly registryUrls: Readonly<Record<string, pulumi.Input<string>>>;
  };
}

/**
 * Facts about the platform for workloads, as environment variables: `envFrom: [{ configMapRef: { name: app-config } }]`.
 * AWS SDKs read `AWS_REGION`, because pods cannot reach the instance metadata service. Nothing in it is a secret.
 */
export function appConfig(facts: AppConfigFacts): Record<string, pulumi.Input<string>> {
  return {
    AWS_REGION: facts.region,
    CLUSTER_NAME: facts.clusterName,
    ENVIRONMENT: facts.environment,
    ...variables("BUCKET", facts.storage.bucketNames),
    ...variables("REGISTRY", facts.storage.registryUrls),
  };
}

function variables(prefix: string, values: Readonly<Record<string, pulumi.Input<string>>>): typeof values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`${prefix}_${key.toUpperCase().replaceAll("-", "_")}`, value]),
  );
}
