import type { Request, ServiceTable } from "./table";

/** https://docs.aws.amazon.com/general/latest/gr/grafana-service.html */
const REGIONS = /^(ap-northeast-[12]|ap-southeast-[12]|eu-central-1|eu-west-[12]|us-east-[12]|us-west-2)$/;

/** Amazon Managed Grafana. */
export const grafana: ServiceTable = {
  "aws:grafana/workspace:Workspace": {
    id: workspaceId,
    outputs: {
      arn: (request) => `arn:aws:grafana:${request.region}:${request.accountId}:/workspaces/${workspaceId(request)}`,
      endpoint: (request) => `${workspaceId(request)}.grafana-workspace.${request.region}.amazonaws.com`,
      samlConfigurationStatus: () => "NOT_CONFIGURED",
    },
    // https://docs.aws.amazon.com/grafana/latest/APIReference/API_CreateWorkspace.html
    refusals: ({ inputs, region }) => [
      ...(REGIONS.test(region) ? [] : [`could not connect to grafana.${region}.amazonaws.com`]),
      ...(/^[a-zA-Z0-9-._~]{1,255}$/.test(String(inputs["name"]))
        ? []
        : ["ValidationException: the name of the workspace has other characters than letters, digits and -._~"]),
      ...(inputs["permissionType"] === "CUSTOMER_MANAGED" && typeof inputs["roleArn"] !== "string"
        ? ["ValidationException: a workspace with permissions of the customer needs a role"]
        : []),
    ],
  },
};

function workspaceId({ hex }: Request): string {
  return `g-${hex(10)}`;
}
