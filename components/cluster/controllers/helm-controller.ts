import { Release } from "@pulumi/kubernetes/helm/v3/release";
import type * as pulumi from "@pulumi/pulumi";

import { mergeValues } from "../../../domain/values";
import { type ControllerIdentity, createControllerIdentity } from "./controller-identity";

/** A Helm chart, and where it is published. */
interface Chart {
  /** Name of the Helm release in the cluster. */
  readonly releaseName: string;
  /** Name of the chart in its repository, or its OCI address. */
  readonly chart: string;
  /** URL of the repository; omitted for an OCI address. */
  readonly repository?: string;
  readonly version: string;
  /** Omits the CRDs of the chart, where another chart installs them. */
  readonly skipCrds?: true;
  /** Time in which all pods must become ready. Default: 300. */
  readonly timeoutSeconds?: number;
}

export interface HelmControllerArgs extends ControllerIdentity {
  readonly chart: Chart;
  /** Key of the service account below `serviceAccount` of the values, in charts that have several. */
  readonly serviceAccountKey?: string;
  /** Helm values of the platform; the name of the service account is added. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Helm values of the stack file, merged over these. */
  readonly overrides: Readonly<Record<string, unknown>> | undefined;
  readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * A controller that calls AWS APIs, installed by a Helm chart. An upgrade that does not become ready is rolled back,
 * since a failed release blocks the next upgrade.
 *
 * @param releaseKey last part of the logical name of the release
 */
export function createHelmController(
  parent: pulumi.Resource,
  name: string,
  releaseKey: string,
  { chart, serviceAccountKey, values, overrides, dependsOn, ...identity }: HelmControllerArgs,
): Release {
  const { releaseName, repository, timeoutSeconds, ...published } = chart;
  const account = { name: identity.serviceAccount };
  const serviceAccount = serviceAccountKey === undefined ? account : { [serviceAccountKey]: account };
  const association = createControllerIdentity(parent, name, identity);
  return new Release(
    `${name}-${releaseKey}`,
    {
      ...published,
      name: releaseName,
      ...(repository === undefined ? {} : { repositoryOpts: { repo: repository } }),
      ...(timeoutSeconds === undefined ? {} : { timeout: timeoutSeconds }),
      namespace: identity.namespace,
      atomic: true,
      // Last, since pods of another service account would have no AWS permissions.
      values: mergeValues(mergeValues(values, overrides), { serviceAccount }),
    },
    { parent, dependsOn: [association, ...dependsOn] },
  );
}
