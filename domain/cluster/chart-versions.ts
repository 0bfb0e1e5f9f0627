/** The newest releases on 2026-10-10; a new one comes here in a reviewed change. */

/** https://github.com/kubernetes-sigs/aws-load-balancer-controller/releases: chart and controller share their number. */
export const LOAD_BALANCER_CONTROLLER_VERSION = "3.5.0";

/** https://github.com/external-secrets/external-secrets/releases */
export const EXTERNAL_SECRETS_VERSION = "2.11.0";
