import { refuseReleaseWithoutNodes } from "./eks-addon-pods";
import { refuseControllerWithoutApis } from "./karpenter-start";
import { refuseMissingNamespace, refuseUnreachable } from "./kubernetes";
import type { Props } from "../props";
import type { ServiceTable } from "./table";
import { refuseLoadBalancerTags } from "./tag-limits";

export const RELEASE = "kubernetes:helm.sh/v3:Release";

/** https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/ */
export const helm: ServiceTable = {
  [RELEASE]: {
    replaceOn: ["name", "namespace"],
    autoName: "name",
    deleteRefusals: (_, world) => refuseUnreachable(world),
    id: ({ inputs }) => `${String(inputs["namespace"])}/${String(inputs["name"])}`,
    outputs: {
      status: ({ inputs }) => ({ status: "deployed", name: inputs["name"], version: inputs["version"], revision: 1 }),
    },
    refusals: (request) => {
      const { inputs, id, world } = request;
      const [name, chart] = [String(inputs["name"]), String(inputs["chart"])];
      return [
        ...(id === "" && world.ofType(RELEASE, { name }).length > 0
          ? [`cannot re-use a name that is still in use: ${name}`]
          : []),
        // A release name has at most 53 characters, and a chart of a registry needs a version.
        ...(/^[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?$/.test(name) ? [] : [`release name is invalid: ${name}`]),
        ...(chart.startsWith("oci://") && inputs["version"] === undefined
          ? [`unable to locate any tags in ${chart}: set version`]
          : []),
        // Without a repository, Helm looks for the chart in a local folder.
        ...(chart.startsWith("oci://") || inputs["repositoryOpts"] !== undefined ? [] : [`path "${chart}" not found`]),
        ...(chart === "aws-load-balancer-controller"
          ? refuseLoadBalancerTags((inputs["values"] as Props | undefined)?.["defaultTags"])
          : []),
        ...(inputs["createNamespace"] === true ? [] : refuseMissingNamespace(String(inputs["namespace"]), world)),
        ...refuseControllerWithoutApis(request),
        ...refuseReleaseWithoutNodes(request),
      ];
    },
  },
};
