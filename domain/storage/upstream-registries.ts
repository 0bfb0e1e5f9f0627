/**
 * Registries that ECR can cache, and whether ECR requires credentials for them:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
const NEEDS_CREDENTIALS = {
  "public.ecr.aws": false,
  "registry.k8s.io": false,
  "quay.io": false,
  "registry-1.docker.io": true,
  "ghcr.io": true,
} as const;

export type UpstreamRegistry = keyof typeof NEEDS_CREDENTIALS;

export const UPSTREAM_REGISTRIES = Object.keys(NEEDS_CREDENTIALS) as readonly UpstreamRegistry[];

export function needsCredentials(upstream: UpstreamRegistry): boolean {
  return NEEDS_CREDENTIALS[upstream];
}
