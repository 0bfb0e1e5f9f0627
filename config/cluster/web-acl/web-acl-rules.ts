import { LOAD_BALANCER_CONTROLLER_VERSION } from "../../../domain/cluster/chart-versions";
import { remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import type { Rule } from "../../check/rule";

const AT: Path = ["cluster", "webAcl"];
const CONTROLLER: Path = ["cluster", "loadBalancerController"];

/** The controller of Auto Mode is another one, and the load balancer controller does not run there. */
const webAclIsAttached: Rule = function* ({ cluster }) {
  if (cluster?.webAcl === undefined) return;
  if (cluster.loadBalancerController === undefined) {
    yield {
      code: "cluster/web-acl-without-controller",
      path: AT,
      message: "No controller attaches the web ACL to load balancers: `cluster.loadBalancerController` is not set.",
      because: [CONTROLLER],
      allowed: "a web ACL together with cluster.loadBalancerController",
      fix:
        cluster.compute === "auto-mode"
          ? [remove(AT)]
          : [set([...CONTROLLER, "version"], LOAD_BALANCER_CONTROLLER_VERSION)],
    };
  } else if (cluster.loadBalancerController.isolatedVpc) {
    const path: Path = [...CONTROLLER, "isolatedVpc"];
    yield {
      code: "cluster/web-acl-in-isolated-vpc",
      path: AT,
      message: "With `isolatedVpc`, the load balancer controller does not call AWS WAF, and attaches no web ACL.",
      because: [path],
      allowed: "no web ACL, or isolatedVpc false",
      fix: [remove(AT)],
    };
  }
};

export const webAclRules: readonly Rule[] = [webAclIsAttached];
