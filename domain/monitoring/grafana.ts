/** Regions with Amazon Managed Grafana: https://docs.aws.amazon.com/general/latest/gr/grafana-service.html */
export const GRAFANA_REGIONS: readonly string[] = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "us-east-1",
  "us-east-2",
  "us-west-2",
];

export const GRAFANA_SIGN_IN = ["AWS_SSO", "SAML"] as const;
export type GrafanaSignIn = (typeof GRAFANA_SIGN_IN)[number];

export const GRAFANA_DATA_SOURCES = ["CLOUDWATCH", "PROMETHEUS"] as const;
export type GrafanaDataSource = (typeof GRAFANA_DATA_SOURCES)[number];
