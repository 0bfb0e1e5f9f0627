import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs, MockResourceResult } from "@pulumi/pulumi/runtime";

import type { AccessLevel } from "../../../components/cluster";
import { SandboxMocks } from "../../support/mocks";
import { settle } from "../../support/settle";
import { createCluster, recordCluster } from "./fixture";

const ENTRY = "aws:eks/accessEntry:AccessEntry";
const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const principalArn = "arn:aws:iam::111122223333:role/someone";

describe("access", () => {
  it.each<[AccessLevel, string]>([
    ["cluster-admin", "AmazonEKSClusterAdminPolicy"],
    ["admin", "AmazonEKSAdminPolicy"],
    ["edit", "AmazonEKSEditPolicy"],
    ["view", "AmazonEKSViewPolicy"],
  ])("gives %s the policy %s, which AWS knows", async (policy, name) => {
    const recording = await recordCluster({ access: { someone: { principalArn, policy, namespaces: [] } } });
    expect(recording.one(ASSOCIATION).inputs).toEqual({
      clusterName: "groundwork-prod",
      principalArn,
      policyArn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
      accessScope: { type: "cluster" },
    });
  });

  it("ends at the namespaces that are listed", async () => {
    const namespaces = ["apps", "jobs"];
    const recording = await recordCluster({ access: { team: { principalArn, policy: "edit", namespaces } } });
    expect(recording.one(ASSOCIATION, "cluster-access-team-policy").inputs["accessScope"]).toEqual({
      type: "namespace",
      namespaces,
    });
  });

  it("is for the principals of config and for nobody else", async () => {
    const recording = await recordCluster({
      access: {
        deployer: { principalArn: "arn:aws:iam::111122223333:role/deployer", policy: "cluster-admin", namespaces: [] },
        team: { principalArn, policy: "view", namespaces: [] },
      },
    });
    expect(recording.ofType(ENTRY).map(({ name, inputs }) => [name, inputs["principalArn"]])).toEqual([
      ["cluster-access-deployer", "arn:aws:iam::111122223333:role/deployer"],
      ["cluster-access-team", principalArn],
    ]);
    expect(recording.ofType(ASSOCIATION)).toHaveLength(2);
  });

  it("is replaced as a whole: the association names the principal that the entry answers with", async () => {
    const mocks = new RenamedPrincipals(true);
    await pulumi.runtime.setMocks(mocks, "groundwork", "test", true);
    createCluster();
    await settle(() => mocks.seen.length);
    const association = mocks.seen.find(({ type }) => type === ASSOCIATION);
    expect(association?.inputs["principalArn"]).toBe("as the entry answers");
  });
});

/** Answers with another principal than it was asked for, which shows who reads the answer. */
class RenamedPrincipals extends SandboxMocks {
  override newResource(args: MockResourceArgs): MockResourceResult {
    const result = super.newResource(args);
    return args.type === ENTRY ? { ...result, state: { principalArn: "as the entry answers" } } : result;
  }
}
