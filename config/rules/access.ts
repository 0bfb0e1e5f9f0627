import { type FixStep, remove, set } from "../finding";
import type { Path } from "../path";
import type { ReadableParts, Rule } from "./rule";

type Access = NonNullable<ReadableParts["cluster"]>["access"];

/** The creator of the cluster gets no hidden admin rights, so without such an entry nobody could ever get in. */
export const someoneIsClusterAdmin: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const entries = Object.values(cluster.access);
  if (entries.some(({ policy, namespaces }) => policy === "cluster-admin" && namespaces.length === 0)) return;
  yield {
    path: ["cluster", "access"],
    message: "Nobody could administer the cluster.",
    allowed: "one entry at least with policy cluster-admin and no namespaces",
    fix: makeClusterAdmin(cluster.access),
  };
};

function makeClusterAdmin(access: Access): FixStep[] {
  const [limited] = Object.entries(access).find(([, { policy }]) => policy === "cluster-admin") ?? [];
  if (limited !== undefined) return [remove(["cluster", "access", limited, "namespaces"])];
  const path: Path = ["cluster", "access", "deployer"];
  return [
    set([...path, "principalArn"], access["deployer"]?.principalArn ?? "arn:aws:iam::111122223333:role/deployer"),
    set([...path, "policy"], "cluster-admin"),
  ];
}

export const principalsAreDistinct: Rule = function* ({ cluster }) {
  const entries = Object.entries(cluster?.access ?? {});
  for (const [index, [key, { principalArn }]] of entries.entries()) {
    const [earlier] = entries.slice(0, index).find(([, other]) => other.principalArn === principalArn) ?? [];
    if (earlier === undefined) continue;
    yield {
      path: ["cluster", "access", key, "principalArn"],
      message: "EKS takes one access entry for a principal.",
      because: [["cluster", "access", earlier, "principalArn"]],
      allowed: "each principal once",
      fix: [remove(["cluster", "access", key])],
    };
  }
};
