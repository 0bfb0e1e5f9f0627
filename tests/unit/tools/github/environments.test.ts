import { branchError, environmentErrors } from "../../../../tools/github/environments";
import type { DeployedStack } from "../../../../tools/stacks/stacks";

const stack = (name: string, environment: DeployedStack["environment"]): DeployedStack => ({
  name,
  target: name,
  environment,
});
const REVIEWED = { protection_rules: [{ type: "required_reviewers", reviewers: [{ type: "User" }] }] };
const SELECTED = { deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } };
const MAIN = [{ name: "main", type: "branch" }];

async function errorsOf(
  stacks: readonly DeployedStack[],
  environments: Record<string, object>,
  branches: readonly object[] = MAIN,
): Promise<string[]> {
  return environmentErrors(stacks, "main", {
    get: (path) => {
      const [name = "", list] = path.replace("/environments/", "").split("/");
      if (list === "deployment-branch-policies") return Promise.resolve({ branch_policies: branches });
      return Promise.resolve(environments[decodeURIComponent(name)]);
    },
  });
}

describe("the environments of a deployment", () => {
  it("are complete with a preview, an update that admits the default branch, and an approval with reviewers", async () => {
    const environments = { "preview-prod": {}, prod: SELECTED, "approve-prod": REVIEWED };
    expect(await errorsOf([stack("prod", "prod")], environments)).toEqual([]);
    expect(await errorsOf([stack("dev", "dev")], { "preview-dev": {}, dev: SELECTED })).toEqual([]);
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
    const environments = { "preview-prod": {}, prod: SELECTED, "approve-prod": approval };
    expect(await errorsOf([stack("prod", "prod")], environments)).toEqual([
      expect.stringContaining("approve-prod has no reviewers"),
    ]);
  });

  it.each([
    {},
    { deployment_branch_policy: null },
    { deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } },
  ])("are refused if they do not select the branches that get the credentials of an update: %j", async (update) => {
    expect(await errorsOf([stack("dev", "dev")], { "preview-dev": {}, dev: update })).toEqual([
      expect.stringContaining("dev does not limit deployments to main"),
    ]);
  });

  it.each([
    [[]],
    [[{ name: "*", type: "branch" }]],
    [[...MAIN, { name: "release/*", type: "branch" }]],
    [[{ name: "main", type: "tag" }]],
  ])("are refused if they admit other branches than the default branch: %j", async (branches) => {
    expect(await errorsOf([stack("dev", "dev")], { "preview-dev": {}, dev: SELECTED }, branches)).toEqual([
      expect.stringContaining("dev does not limit deployments to main"),
    ]);
  });

  it("are refused if a stack file of dev would remove the approval that the stack has", async () => {
    const environments = { "preview-eu": {}, eu: SELECTED, "approve-eu": REVIEWED };
    expect(await errorsOf([stack("eu", "dev")], environments)).toEqual([
      expect.stringContaining("approve-eu exists, but the stack file of eu has `environment: dev`"),
    ]);
  });
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
