import { parse } from "yaml";

import { renderKubeconfig } from "../../../components/cluster/control-plane/kubeconfig";
import { recordCluster } from "./fixture";

const ARGS = {
  clusterName: "groundwork-dev",
  region: "eu-west-1",
  endpoint: "https://ABC.gr7.eu-west-1.eks.amazonaws.com",
  certificateAuthorityData: "Y2VydGlmaWNhdGU=",
};

describe("renderKubeconfig", () => {
  it("renders this text", () => {
    expect(renderKubeconfig(ARGS)).toBe(
      '{"apiVersion":"v1","kind":"Config",' +
        '"clusters":[{"name":"groundwork-dev","cluster":{"server":"https://ABC.gr7.eu-west-1.eks.amazonaws.com",' +
        '"certificate-authority-data":"Y2VydGlmaWNhdGU="}}],' +
        '"contexts":[{"name":"groundwork-dev","context":{"cluster":"groundwork-dev","user":"groundwork-dev"}}],' +
        '"current-context":"groundwork-dev",' +
        '"users":[{"name":"groundwork-dev","user":{"exec":{"apiVersion":"client.authentication.k8s.io/v1beta1",' +
        '"command":"aws","args":["--region","eu-west-1","eks","get-token","--cluster-name","groundwork-dev",' +
        '"--output","json"],"interactiveMode":"Never"}}}]}',
    );
  });

  it("renders YAML that gets a token from the AWS CLI, and contains none", () => {
    const { users } = parse(renderKubeconfig(ARGS)) as { users: { user: object }[] };
    expect(users.map(({ user }) => Object.keys(user))).toEqual([["exec"]]);
  });
});

it("the kubeconfig is the same in two runs", async () => {
  const [first, second] = [await recordCluster(), await recordCluster()];
  const text = await first.valueOf(first.result.kubeconfig);
  expect(await second.valueOf(second.result.kubeconfig)).toBe(text);
  expect(text).toContain('"--cluster-name","groundwork-prod"');
});
