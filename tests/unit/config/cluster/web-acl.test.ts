import { problemsWith } from "../fixtures";

const CONTROLLER = { "cluster.loadBalancerController": {} };
const WEB_ACL = { "cluster.webAcl": {} };

describe("cluster.webAcl", () => {
  it("is accepted with the load balancer controller", () => {
    expect(problemsWith({ ...CONTROLLER, ...WEB_ACL })).toEqual([]);
  });

  it("needs the controller that attaches it", () => {
    expect(problemsWith(WEB_ACL)).toEqual(["cluster.webAcl: cluster/web-acl-without-controller"]);
  });

  it("has no effect in a VPC from which the controller does not call AWS WAF", () => {
    expect(problemsWith({ "cluster.loadBalancerController": { isolatedVpc: true }, ...WEB_ACL })).toEqual([
      "cluster.webAcl: cluster/web-acl-in-isolated-vpc",
    ]);
  });

  it.each([9, 2_000_000_001])("refuses a limit of %d requests", (requestsPerFiveMinutes) => {
    expect(problemsWith({ ...CONTROLLER, "cluster.webAcl": { requestsPerFiveMinutes } })).toEqual([
      expect.stringMatching(/^cluster\.webAcl\.requestsPerFiveMinutes: /),
    ]);
  });
});
