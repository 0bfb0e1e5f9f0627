import { branchError, environmentErrors } from "../../../../tools/github/environments";
import type { DeployedStack } from "../../../../tools/stacks/stacks";

const stack = (name: string, environment: DeployedStack["environment"]): DeployedStack => ({
  name,
  target: name,
  environment,
});
const REVIEWED = { protection_rules: [{ type: "required_reviewers", reviewers: [{ type: "User" }] }] };
const MAIN_ONLY = { deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } };

async function errorsOf(stacks: readonly DeployedStack[], environments: Record<string, object>): Promise<string[]> {
  return environmentErrors(stacks, {
    get: (path) => Promise.resolve(environments[decodeURIComponent(path.replace("/environments/", ""))]),
  });
}

describe("the environments of a deployment", () => {
  it("are complete with a preview, an update that admits chosen branches, and an approval with reviewers", async () => {
    const environments = { "preview-prod": {}, prod: MAIN_ONLY, "approve-prod": REVIEWED };
    expect(await errorsOf([stack("prod", "prod")], environments)).toEqual([]);
    expect(await errorsOf([stack("dev", "dev")], { "preview-dev": {}, dev: MAIN_ONLY })).toEqual([]);
  });

  it("are refused if they do not exist, because GitHub would create them without protection", async () => {
    const errors = await errorsOf([stack("prod", "prod")], {});
    expect(errors.map((error) => error.split(".")[0])).toEqual([
      "The environment preview-prod does not exist",
      "The environment prod does not exist",
      "The environment approve-prod does not exist",
    ]);
  });

  it.each([
    {},
    { protection_rules: [{ type: "wait_timer" }] },
    { protection_rules: [{ type: "required_reviewers", reviewers: [] }] },
  ])("are refused without reviewers for a prod stack: %j", async (approval) => {
    const environments = { "preview-prod": {}, prod: MAIN_ONLY, "approve-prod": approval };
    expect(await errorsOf([stack("prod", "prod")], environments)).toEqual([
      expect.stringContaining("approve-prod has no reviewers"),
    ]);
  });

  it.each([{}, { deployment_branch_policy: null }])(
    "are refused if every branch gets the credentials of an update: %j",
    async (update) => {
      expect(await errorsOf([stack("dev", "dev")], { "preview-dev": {}, dev: update })).toEqual([
        expect.stringContaining("dev admits every branch"),
      ]);
    },
  );
});

describe("the branch of a deployment", () => {
  it("is the default branch", () => {
    expect(branchError("refs/heads/main", "main")).toBeUndefined();
    expect(branchError("refs/heads/feature", "main")).toContain("not the default branch main");
    expect(branchError("refs/tags/main", "main")).toContain("not the default branch main");
  });

  it("is not checked on a laptop", () => {
    expect(branchError(undefined, "main")).toBeUndefined();
  });
});
