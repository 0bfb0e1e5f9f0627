import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { scripts } from "../../../package.json";
import { job, jobs, ROOT, SET_UP, setUpSteps, type Step, workflow, workflows } from "../../support/workflows";

/** The first Node.js 24 release of each action: GitHub removes Node.js 20 from its runners. */
const FIRST_ON_NODE_24: Readonly<Record<string, number>> = {
  "actions/cache": 5,
  "actions/checkout": 5,
  "actions/download-artifact": 7,
  "actions/labeler": 6,
  "actions/setup-go": 6,
  "actions/setup-node": 5,
  "actions/stale": 10,
  "actions/upload-artifact": 6,
  "aws-actions/configure-aws-credentials": 6,
};

describe.each([...workflows, { file: "set-up/action.yml", text: SET_UP }])("$file", ({ text }) => {
  const uses = text.split("\n").filter((line) => line.includes("uses:") && !line.includes("uses: ./"));

  it("pins every third-party action to a commit, with its version in a comment", () => {
    expect(uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it("uses actions that run on Node.js 24", () => {
    const old = uses.filter((line) => {
      const [, action = "", major] = /uses: ([\w./-]+)@\S+ # v(\d+)/.exec(line) ?? [];
      return Number(major) < (FIRST_ON_NODE_24[action] ?? Infinity);
    });
    expect(old).toEqual([]);
  });
});

describe.each(workflows)("$file", ({ permissions }) => {
  it("has permission only to read the repository by default", () => {
    expect(permissions).toEqual({ contents: "read" });
  });
});

/** What a job may do in addition to reading the repository. */
const GRANTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "deploy.yml stacks": { actions: "read", "pull-requests": "read" },
  "deploy.yml notice": { issues: "write" },
  "preview.yml comment": { "pull-requests": "write" },
  "drift.yml stacks": { actions: "read" },
  "drift.yml issues": { issues: "write" },
  "drift.yml notice": { issues: "write" },
  "ephemeral.yml notice": { issues: "write" },
  "maintenance.yml aws": { contents: "write", "pull-requests": "write" },
  "maintenance.yml tables": { contents: "write", "pull-requests": "write" },
  "maintenance.yml notice": { issues: "write" },
  "maintenance.yml waste-issues": { issues: "write" },
  "maintenance.yml stale": { issues: "write", "pull-requests": "write" },
  "pull-request.yml label": { "pull-requests": "write" },
};

describe.each(jobs)("$title", ({ title, steps, ...job }) => {
  it("has no additional permissions except an identity token, and those that are listed here", () => {
    const more = Object.entries(job.permissions ?? {}).filter(
      ([scope, access]) => `${scope}: ${access}` !== "contents: read" && `${scope}: ${access}` !== "id-token: write",
    );
    expect(Object.fromEntries(more)).toEqual(GRANTED[title] ?? {});
  });

  it("interpolates no untrusted input into a script", () => {
    const scripted = steps.flatMap(({ run }) => [...(run ?? "").matchAll(/\$\{\{(.*?)\}\}/g)].map(([, body]) => body));
    expect(scripted).toEqual([]);
  });

  it("calls only npm scripts that exist", () => {
    const called = steps.flatMap(({ run }) => [...(run ?? "").matchAll(/npm run (?:--silent )?([\w:]+)/g)]);
    expect(called.map(([, script]) => script).filter((script) => !Object.hasOwn(scripts, script ?? ""))).toEqual([]);
  });

  it("does not persist the token of the checkout", () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@") === true);
    expect(checkouts.map((step) => step.with?.["persist-credentials"])).toEqual(checkouts.map(() => false));
  });

  it("reads the stacks of its matrix from the stack files or from a variable", () => {
    const fromFiles = /^\$\{\{ fromJSON\((needs\.stacks\.outputs|vars)\.\w+\) \}\}$/;
    expect(Object.values(job.strategy?.matrix ?? {}).filter((value) => !fromFiles.test(String(value)))).toEqual([]);
  });

  it("has a timeout for every job", () => {
    expect(job.uses !== undefined || job["timeout-minutes"] !== undefined).toBe(true);
  });
});

describe("a job with credentials of AWS", () => {
  const isLogin = ({ uses }: Step): boolean => uses?.startsWith("aws-actions/") === true;
  const jobsAtAws = jobs.filter(({ steps }) => steps.some(isLogin));

  const jobsOfStacks = jobsAtAws.filter(({ title }) => !title.startsWith("maintenance"));

  it("updates, previews, compares, inspects or destroys a stack, or reads versions", () => {
    expect(jobsAtAws.map(({ title }) => title)).toEqual([
      "deploy-stack.yml up",
      "drift.yml compare",
      "ephemeral.yml up",
      "ephemeral.yml destroy",
      "ephemeral.yml reap",
      "maintenance.yml aws",
      "maintenance.yml waste",
      "preview-stack.yml report",
    ]);
  });

  it.each(jobsOfStacks)("$title runs inside the network of a stack whose Kubernetes API is private", (job) => {
    expect(job["runs-on"]?.replace(/(?<=\[)(matrix\.stack\.name|'ephemeral')(?=\])/, "inputs.stack")).toBe(
      "${{ format(fromJSON(vars.RUNNERS || '{}')[inputs.stack] || 'ubuntu-24.04', github.run_id, github.run_attempt) }}",
    );
  });

  it.each(jobsOfStacks)("$title installs packages and the engine before it gets the credentials", ({ steps }) => {
    const login = steps.findIndex(isLogin);
    const setUp = steps.findIndex(({ uses }) => uses === "./.github/actions/set-up");
    expect(steps[setUp]?.with).toMatchObject({ engine: "true" });
    expect(setUp).toBeLessThan(login);
    const later = steps.slice(login + 1).flatMap(({ run = "" }) => run);
    expect(later.filter((run) => /npm (ci|install)|curl|wget/.test(run))).toEqual([]);
  });
});

describe("an update of a stack", () => {
  const updates = jobs.filter(({ steps }) => steps.some(({ run }) => run?.includes("npm run up") === true));

  it("is defined once, and once for short-lived stacks", () => {
    expect(updates.map(({ title }) => title)).toEqual(["deploy-stack.yml up", "ephemeral.yml up"]);
  });

  it.each(updates)("$title is never cancelled and waits for the previous update", ({ title, concurrency }) => {
    const stack = title.startsWith("ephemeral") ? "pr-${{ github.event.pull_request.number }}" : "${{ inputs.stack }}";
    expect(concurrency).toEqual({ group: `stack-${stack}`, "cancel-in-progress": false });
  });

  it.each(updates)("has credentials that are valid longer than the job, so that Pulumi can save the state", (job) => {
    const durations = job.steps
      .map((step) => step.with?.["role-duration-seconds"])
      .filter((value) => value !== undefined);
    expect(durations).toEqual([expect.any(Number)]);
    expect(Number(durations[0])).toBeGreaterThan(Number(job["timeout-minutes"]) * 60);
  });

  it("does not hold the queue of its stack while it waits for an approval", () => {
    const { concurrency, environment, needs } = job("deploy-stack.yml", "approval");
    expect(concurrency).toBeUndefined();
    expect(environment).toBe("approve-${{ inputs.stack }}");
    expect(needs).toContain("preview");
    expect(job("deploy-stack.yml", "up").needs).toContain("approval");
    expect(workflows.filter((each) => "concurrency" in each).map(({ file }) => file)).toEqual(["preview.yml"]);
  });

  it("applies only what was approved", () => {
    const runs = job("deploy-stack.yml", "up").steps.flatMap(({ run = [] }) => run);
    expect(runs).toContain('exec npm run up -- "$TARGET" --approved report/fingerprint.json --yes --non-interactive');
    expect(job("preview-stack.yml", "report").steps.at(-1)?.with).toMatchObject({ path: "report" });
  });

  it("shows the approver the report of the preview once: `npm run report` writes it into the summary", () => {
    const runs = job("preview-stack.yml", "report").steps.flatMap(({ run = [] }) => run);
    expect(runs.filter((run) => run.includes("GITHUB_STEP_SUMMARY"))).toEqual([]);
  });

  it("ends with checks of the stack", () => {
    expect(job("deploy-stack.yml", "up").steps.at(-1)?.run).toBe('npm run smoke -- "$TARGET"');
  });
});

describe("deploy.yml", () => {
  const { jobs: deployed, on } = workflow("deploy.yml");

  it("does nothing in a repository that is not configured", () => {
    expect(deployed["stacks"]?.if).toBe("vars.DEPLOY_STACKS != ''");
    // Every other job needs the first one, and is skipped with it.
    const others = Object.entries(deployed).filter(([name]) => name !== "stacks");
    expect(others.filter(([, { needs }]) => !needs.includes("stacks"))).toEqual([]);
    const regardless = others.filter(([, { if: condition = "" }]) => /always\(\)|cancelled\(\)/.test(condition));
    for (const [, { if: condition }] of regardless) {
      expect(condition).toMatch(/needs\.check\.result == 'success'|needs\.stacks\.result != 'skipped'/);
    }
  });

  it("refuses other branches, and environments that are missing or unprotected, in its first job", () => {
    expect(Object.keys(on)).toEqual(["push", "workflow_dispatch"]);
    expect(deployed["stacks"]?.steps.at(-1)?.run).toMatch(/^npm run github -- environments /);
  });

  it("updates stacks only after the checks of the commit, and prod after staging after dev", () => {
    expect(deployed["check"]?.uses).toBe("./.github/workflows/check.yml");
    expect(deployed["dev"]?.needs).toContain("check");
    expect(deployed["staging"]?.needs).toEqual(expect.arrayContaining(["check", "dev"]));
    expect(deployed["prod"]?.needs).toEqual(expect.arrayContaining(["check", "dev", "staging"]));
  });

  it.each([
    ["dev", false],
    ["staging", true],
    ["prod", true],
  ])("waits for an approval of %s: %s", (environment, approval) => {
    expect(deployed[environment]).toMatchObject({
      uses: "./.github/workflows/deploy-stack.yml",
      with: { approval, stack: "${{ matrix.stack.name }}", target: "${{ matrix.stack.target }}" },
    });
  });

  it("gives notice of failures", () => {
    const { needs = [], steps = [] } = deployed["notice"] ?? {};
    expect(needs).toEqual(Object.keys(deployed).filter((name) => name !== "notice"));
    expect(steps.at(-1)?.run).toBe("npm run github -- notice deployment");
  });
});

describe("preview.yml", () => {
  const { jobs: previewed, on } = workflow("preview.yml");

  it("runs for pull requests and in the merge queue", () => {
    expect(Object.keys(on)).toEqual(["pull_request", "merge_group"]);
  });

  it("has one check that fails if any job fails or is cancelled", () => {
    const { needs = [], if: condition, steps = [] } = previewed["required"] ?? {};
    expect(needs).toEqual(Object.keys(previewed).filter((name) => name !== "required"));
    expect(condition).toBe("always()");
    expect(steps.at(-1)?.run).toContain("*failure* | *cancelled*) exit 1");
  });

  it("rehearses with a real API server, as .ci/run does", () => {
    expect(previewed["rehearse"]?.steps.at(-1)?.run).toBe('npm run rehearse -- "$FILE" --kubernetes real');
    expect(readFileSync(path.join(ROOT, ".ci/run"), "utf8")).toContain("--kubernetes real");
  });

  it("reports the change of each stack against the base of the pull request, which it checks out", () => {
    const { steps = [], strategy } = previewed["change"] ?? {};
    expect(steps[0]?.with).toMatchObject({ "fetch-depth": 2 });
    expect(steps.flatMap(({ run = [] }) => run)).toEqual([
      'npm run report -- "$FILE" --since HEAD^1 ${LABELS:+"--labels=$LABELS"} --output report || [ $? -eq 7 ]',
    ]);
    expect(strategy?.matrix).toEqual({ change: "${{ fromJSON(needs.stacks.outputs.changes) }}" });
    expect(previewed["comment"]?.needs).toEqual(["stacks", "change", "preview"]);
  });

  it("rehearses examples only if the change concerns them, and nothing at all without stack files", () => {
    const { steps = [] } = previewed["stacks"] ?? {};
    expect(steps[0]?.with).toMatchObject({ "fetch-depth": 2 });
    expect(steps.find(({ id }) => id === "list")?.run).toContain("--since HEAD^1");
    // GitHub fails a job whose matrix is empty.
    expect(previewed["rehearse"]?.if).toBe("needs.stacks.outputs.files != '[]'");
    expect(previewed["change"]?.if).toContain("needs.stacks.outputs.changes != '[]'");
  });

  it("gives no credentials to the pull request of a fork", () => {
    expect(previewed["preview"]?.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
    expect(Object.keys(on)).not.toContain("pull_request_target");
  });
});

describe("the check of a commit", () => {
  it("looks at reports in a browser, for secrets and for known vulnerabilities in addition to `npm run check`", () => {
    const runs = Object.values(workflow("check.yml").jobs).flatMap(({ steps }) => steps.flatMap(({ run = [] }) => run));
    const browser = expect.stringMatching(/^npm run test:browser\b/) as string;
    expect(runs).toEqual(["npm run check", browser, "npm run lint:secrets", "npm run lint:packages"]);
  });
});

describe("maintenance.yml", () => {
  const { jobs: weekly, on } = workflow("maintenance.yml");

  it("runs weekly in a repository that is configured", () => {
    expect(on["schedule"]).toEqual([{ cron: expect.stringMatching(/ 1$/) as string }]);
    expect(Object.values(weekly).filter(({ if: condition = "" }) => !condition.includes("vars.MAINTENANCE"))).toEqual(
      [],
    );
  });

  const proposing = (...parts: readonly string[]): string =>
    [
      `for part in ${parts.join(" ")}; do`,
      '  npm run --silent maintain -- "$part" | tee -a "$GITHUB_STEP_SUMMARY"',
      '  npm run github -- propose "$part"',
      "done\n",
    ].join("\n");

  it("marks pull requests as stale after 14 days", () => {
    expect(weekly["stale"]?.steps[0]?.with).toMatchObject({ "days-before-stale": 14, "days-before-close": -1 });
  });

  it("proposes what AWS answers in a pull request for each part, if the environment has a role", () => {
    const [, , ...guarded] = weekly["aws"]?.steps ?? [];
    expect(guarded.map(({ if: condition }) => condition)).toEqual([
      "vars.AWS_ROLE_ARN != ''",
      "vars.AWS_ROLE_ARN != ''",
    ]);
    expect(guarded.at(-1)?.run).toBe(proposing("kubernetes-calendar", "add-ons", "ami-releases"));
  });

  it("proposes newer tables and prices, and names no Kubernetes version", () => {
    expect(weekly["tables"]?.steps.at(-1)?.run).toBe(proposing("tables", "prices"));
    expect(workflow("maintenance.yml").text).not.toMatch(/\b1\.\d\d\b/);
  });

  it("reports the waste of the stacks that a variable lists, with roles that only read, in an issue for each", () => {
    expect(weekly["stacks"]?.if).toContain("vars.WASTE_STACKS != ''");
    expect(weekly["waste"]).toMatchObject({ needs: ["stacks"], environment: "preview-${{ matrix.stack.name }}" });
    expect(weekly["waste"]?.steps.flatMap(({ run = [] }) => run)).toEqual([
      'npm run waste -- "$TARGET" --output waste || [ $? -eq 10 ]',
    ]);
    expect(weekly["waste-issues"]?.if).toContain("!cancelled()");
    expect(weekly["waste-issues"]?.steps.at(-1)?.run).toBe("npm run github -- waste waste");
    expect(weekly["notice"]?.needs).toEqual(expect.arrayContaining(["stacks", "waste", "waste-issues"]));
  });

  it("checks the rules of the default branch, which require the check that preview.yml has", () => {
    expect(weekly["branch-protection"]?.steps.at(-1)?.run).toBe("npm run github -- branch-protection");
    expect(workflow("preview.yml").jobs).toHaveProperty("required");
  });
});

describe("Dependabot", () => {
  const { updates } = parse(readFileSync(path.join(ROOT, ".github/dependabot.yml"), "utf8")) as {
    updates: { "package-ecosystem": string; directory?: string; directories?: string[] }[];
  };

  it("proposes newer packages, actions, Go tools and Python tools, from folders that exist", () => {
    expect(updates.map((update) => update["package-ecosystem"])).toEqual(["npm", "github-actions", "gomod", "pip"]);
    const folders = updates.flatMap(({ directory = "/", directories = [directory] }) => directories);
    expect(folders.filter((folder) => !existsSync(path.join(ROOT, folder)))).toEqual([]);
  });
});

describe("the set-up of a job", () => {
  it("keeps what is built or downloaded, by the versions that are pinned", () => {
    const cache = setUpSteps.find(({ uses }) => uses?.startsWith("actions/cache@") === true);
    expect(cache?.with?.["path"]).toBe("~/.cache/groundwork\n~/.pulumi/plugins\n");
    expect(cache?.with?.["key"]).toContain(
      "hashFiles('tools/**/go.sum', 'tools/**/requirements.txt', 'package-lock.json')",
    );
  });
});
