import { job, workflow } from "../../support/workflows";

describe("ephemeral.yml", () => {
  const { jobs: ephemeral, on } = workflow("ephemeral.yml");
  const atAws = ["up", "destroy", "reap"].map((name) => job("ephemeral.yml", name));
  const runs = (name: string): readonly string[] => job("ephemeral.yml", name).steps.flatMap(({ run = [] }) => run);

  it("runs for pull requests and every night in a repository that is configured", () => {
    expect(Object.keys(on)).toEqual(["pull_request", "schedule", "workflow_dispatch"]);
    expect(atAws.filter(({ if: condition = "" }) => !condition.startsWith("vars.EPHEMERAL_TEMPLATE != ''"))).toEqual(
      [],
    );
    expect(ephemeral["notice"]?.needs).toEqual(["reap"]);
  });

  it("gives no credentials to the pull request of a fork, nor those of another environment", () => {
    for (const name of ["up", "destroy"]) {
      expect(job("ephemeral.yml", name).if).toContain("head.repo.full_name == github.repository");
    }
    expect(atAws.map(({ environment }) => environment)).toEqual(["ephemeral", "ephemeral", "ephemeral-reap"]);
  });

  it("creates and destroys the same stack, one job after the other, and never cancels one", () => {
    expect(job("ephemeral.yml", "destroy").concurrency).toEqual(job("ephemeral.yml", "up").concurrency);
    const create = 'npm run config -- new "$STACK" --from "$TEMPLATE"';
    expect([runs("up")[0], runs("destroy")[0]]).toEqual([create, create]);
    // An update that never started leaves no stack: both jobs create it if it does not exist.
    expect(runs("destroy")[1]).toContain('stack select "$STACK" --create');
    expect(runs("destroy")[1]).toBe(runs("up")[1]);
    expect(runs("destroy").slice(2)).toEqual([
      'exec npm run destroy -- "$STACK" --yes --non-interactive',
      'npm run leftovers -- "$STACK"',
      'npm run pulumi -- stack rm "$STACK" --yes',
    ]);
    expect(runs("reap")).toEqual(["exec npm run reap -- --yes"]);
  });
});

describe("drift.yml", () => {
  const { jobs: nightly, on } = workflow("drift.yml");

  it("runs every night in a repository that is configured", () => {
    expect(on["schedule"]).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) as string }]);
    expect(nightly["stacks"]?.if).toBe("vars.DRIFT_STACKS != ''");
    const others = Object.entries(nightly).filter(([name]) => name !== "stacks");
    expect(others.filter(([, { needs }]) => !needs.includes("stacks"))).toEqual([]);
  });

  it("refuses environments that are missing or unprotected before a job names one", () => {
    expect(nightly["stacks"]?.steps.at(-1)?.run).toBe('npm run github -- environments --only "$DRIFT_STACKS"');
    expect(nightly["compare"]?.environment).toBe("${{ matrix.stack.name }}");
  });

  it("updates issues with the drift of the stacks that were compared, also if the comparison of another one failed", () => {
    expect(nightly["compare"]?.steps.flatMap(({ run = [] }) => run)).toEqual([
      'npm run drift -- "$TARGET" --output drift || [ $? -eq 7 ]',
    ]);
    expect(nightly["issues"]?.if).toContain("!cancelled()");
    expect(nightly["issues"]?.steps.at(-1)?.run).toBe("npm run github -- drift drift");
  });

  it("gives notice of failures", () => {
    expect(nightly["notice"]?.needs).toEqual(Object.keys(nightly).filter((name) => name !== "notice"));
    expect(nightly["notice"]?.steps.at(-1)?.run).toBe('npm run github -- notice "drift check"');
  });
});
