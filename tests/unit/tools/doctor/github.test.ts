import { checkGitHub } from "../../../../tools/doctor/checks/github";
import { type Answers, contextWith, statuses } from "./fixture";

const STACKS = [{ name: "dev", target: "dev", environment: "dev" }] as const;
const REMOTE = { "git remote": "git@github.com:acme/shop.git\n", "gh auth token": "canary\n" };
const RULES = [
  { type: "pull_request", parameters: { required_approving_review_count: 1 } },
  { type: "required_status_checks", parameters: { required_status_checks: [{ context: "required" }] } },
  { type: "non_fast_forward" },
  { type: "deletion" },
];

/** GitHub with these answers by path, relative to the repository. */
function github(answers: Readonly<Record<string, unknown>>): typeof fetch {
  return (input) => {
    const { pathname, searchParams } = new URL(input);
    const found = answers[pathname.replace("/repos/acme/shop", "")];
    if (found === undefined) return Promise.resolve(new Response("{}", { status: 404 }));
    const isPastEnd = Array.isArray(found) && searchParams.get("page") !== "1";
    return Promise.resolve(Response.json(isPastEnd ? [] : found));
  };
}

const check = (answers: Answers, request: typeof fetch) => checkGitHub(STACKS, contextWith(answers, { request }));

describe("protection on GitHub", () => {
  it("passes with environments and rules, for the remote repository and the token of `gh`", async () => {
    const request = github({
      "": { default_branch: "main" },
      "/environments/preview-dev": {},
      "/environments/dev": { deployment_branch_policy: { custom_branch_policies: true } },
      "/environments/dev/deployment-branch-policies": { branch_policies: [{ name: "main" }] },
      "/rules/branches/main": RULES,
    });
    const findings = await check(REMOTE, request);
    expect(statuses(findings)).toEqual({ "GitHub environments": "pass", "GitHub branch rules": "pass" });
    expect(JSON.stringify(findings)).not.toContain("canary");
  });

  it("gets a warning for each missing environment and rule", async () => {
    const findings = await check(REMOTE, github({ "": { default_branch: "main" }, "/rules/branches/main": [] }));
    expect(statuses(findings)).toEqual({ "GitHub environments": "warn", "GitHub branch rules": "warn" });
    expect(findings).toHaveLength(6);
  });

  it.each([
    [{}, "the Git remote origin is no repository on github.com"],
    [{ "git remote": "https://gitlab.com/acme/shop" }, "the Git remote origin is no repository on github.com"],
    [{ "git remote": "https://github.com/acme/shop" }, "no `gh`, and no GITHUB_TOKEN"],
    [{ ...REMOTE, "gh auth token": { error: "not signed in" } }, "no GITHUB_TOKEN, and `gh` is not signed in"],
    [REMOTE, "the repository does not exist, or the token may not read it"],
  ])("is skipped with %j: %s", async (answers: Answers, reason) => {
    const findings = await check(answers, github({}));
    expect(statuses(findings)).toEqual({ "GitHub environments": "skipped", "GitHub branch rules": "skipped" });
    expect(findings[0]?.message).toContain(reason);
  });

  it("is skipped offline", async () => {
    const findings = await check(REMOTE, () => Promise.reject(new TypeError("fetch failed")));
    expect(findings.map(({ message }) => message)).toEqual(["fetch failed", "fetch failed"]);
  });
});
