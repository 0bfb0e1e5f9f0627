import { logicalName } from "../../tools/rehearse/rehearsal";
import type { RunResult } from "../../tools/rehearse/run-result";
import { createStage } from "../support/stage";

const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const TIMEOUT_MS = 180_000;

function steps({ steps: all }: RunResult): readonly string[] {
  return all.map(({ op, urn }) => `${op} ${logicalName(urn)}`);
}

describe("access of a role that was deleted outside of Pulumi", () => {
  it(
    "is restored with the role, in the same update (aws/containers-roadmap#2441)",
    async () => {
      const { stage, sandbox, end } = await createStage("dev");
      try {
        await stage.editConfig((document) => {
          document.setIn(["config", "groundwork:cluster", "accessRoles", "ops"], {
            trustedPrincipals: ["arn:aws:iam::111122223333:user/ann"],
            policy: "view",
          });
        });
        expect((await stage.up()).errors).toEqual([]);
        expect(steps(await stage.preview())).toEqual([]);
        const [role] = sandbox.world.ofType(ROLE, { name: "groundwork-dev-ops" });
        const [policy] = sandbox.world.ofType(POLICY, { role: role?.id });
        sandbox.world.remove(POLICY, policy?.id ?? "");
        sandbox.world.remove(ROLE, role?.id ?? "");
        await stage.refresh();
        const repair = await stage.up();
        expect(repair.errors).toEqual([]);
        expect(steps(repair)).toEqual(
          expect.arrayContaining([
            "create cluster-role-ops",
            "replace cluster-role-ops-access",
            "replace cluster-role-ops-access-policy",
          ]),
        );
        expect(steps(repair).filter((step) => !step.includes("cluster-role-ops"))).toEqual([]);
        const [again] = sandbox.world.ofType(ROLE, { name: "groundwork-dev-ops" });
        expect(again?.state["uniqueId"]).not.toBe(role?.state["uniqueId"]);
        expect(steps(await stage.preview())).toEqual([]);
      } finally {
        await end();
      }
    },
    TIMEOUT_MS,
  );

  it(
    "is restored when the stack file has the new unique ID of a role that another stack owns (aws/containers-roadmap#2441)",
    async () => {
      const { stage, end } = await createStage("dev");
      const id = (uniqueId: string): Promise<void> =>
        stage.editConfig((document) => {
          document.setIn(["config", "groundwork:cluster", "access", "developers", "uniqueId"], uniqueId);
        });
      try {
        await id("AROADBQP57FF2AEXAMPLE");
        expect((await stage.up()).errors).toEqual([]);
        await id("AROAIOSFODNN7EXAMPLE2");
        const update = await stage.up();
        expect(update.errors).toEqual([]);
        expect(steps(update)).toEqual(
          expect.arrayContaining(["replace cluster-access-developers", "replace cluster-access-developers-policy"]),
        );
        expect(steps(update).filter((step) => !step.includes("cluster-access-developers"))).toEqual([]);
      } finally {
        await end();
      }
    },
    TIMEOUT_MS,
  );
});
