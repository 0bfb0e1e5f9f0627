import { minorOf } from "./kubernetes-versions";

/**
 * The newest release on 2026-11-28; chart and KEDA share their number. Its values were last compared with those of the chart's
 * repository on that day. https://github.com/kedacore/charts/releases/tag/v2.21.1
 */
export const KEDA_VERSION = "2.21.1";

/** Oldest and newest minor version of Kubernetes 1 that a minor version of KEDA 2 is tested with: https://keda.sh/docs/latest/operate/cluster/ */
const TESTED_MINORS: ReadonlyMap<number, readonly [oldest: number, newest: number]> = new Map([
  [18, [31, 33]],
  [19, [32, 34]],
  [20, [33, 35]],
  [21, [34, 36]],
]);

/** The Kubernetes versions that a release of KEDA is tested with, if this one is none of them. Undefined: it is, or the table lacks the release. */
export function testedKubernetes(kedaVersion: string, kubernetesVersion: string): string | undefined {
  const tested = TESTED_MINORS.get(minorOf(kedaVersion));
  if (tested === undefined) return undefined;
  const [oldest, newest] = tested;
  const minor = minorOf(kubernetesVersion);
  return minor < oldest || minor > newest ? `1.${oldest} to 1.${newest}` : undefined;
}
