import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

interface Job {
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly environment?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly id?: string; readonly run?: string; readonly with?: object }[];
}

function job(file: string, name: string): Job {
  const text = readFileSync(path.join(__dirname, "../../../.github/workflows", file), "utf8");
  const found = (parse(text) as { readonly jobs: Readonly<Record<string, Job>> }).jobs[name];
  if (found === undefined) throw new Error(`${file} has no job ${name}`);
  return found;
}

describe("the workflow of a deployment", () => {
  it("previews a stack with its own role, because the role for pull requests cannot decrypt the secrets of prod", () => {
    expect(job("deploy-stack.yml", "preview").with).toMatchObject({ environment: "${{ inputs.stack }}" });
    expect(job("preview.yml", "preview").with).toMatchObject({ environment: "preview-${{ matrix.stack.name }}" });
    expect(job("preview-stack.yml", "report").environment).toBe("${{ inputs.environment }}");
  });

  it("has the labels of the pull request, which can allow deletions, and the base of its limits", () => {
    const event = "${{ join(github.event.pull_request.labels.*.name, ',') }}";
    expect(job("preview.yml", "preview").with).toMatchObject({ labels: event });
    const merged = "${{ needs.stacks.outputs.labels }}";
    for (const name of ["dev", "staging", "prod"]) {
      expect(job("deploy.yml", name).with).toMatchObject({ labels: merged });
    }
    expect(job("deploy-stack.yml", "preview").with).toMatchObject({ labels: "${{ inputs.labels }}" });
    const { steps, ...report } = job("preview-stack.yml", "report");
    expect(report).toMatchObject({ env: { LABELS: "${{ inputs.labels }}" } });
    expect(steps[0]?.with).toMatchObject({ "fetch-depth": 2 });
    expect(steps.find(({ id }) => id === "report")?.run).toContain(
      'npm run report -- "$TARGET" --real --since HEAD^1 ${LABELS:+"--labels=$LABELS"}',
    );
  });

  it.each([
    ["staging", ["dev"]],
    ["prod", ["dev", "staging"]],
  ])("updates no stack of %s after an update of %j that failed, timed out or was superseded", (environment, before) => {
    const condition = job("deploy.yml", environment).if ?? "";
    expect(condition).not.toContain("failure()");
    for (const each of before) {
      expect(condition).toContain(`contains(fromJSON('["success", "skipped"]'), needs.${each}.result)`);
    }
  });

  it("reads the state after an update, also after one that failed or was cancelled", () => {
    const { steps } = job("deploy-stack.yml", "up");
    const index = steps.findIndex(({ run }) => run === 'npm run recover -- "$TARGET" --non-interactive');
    expect(steps[index]).toMatchObject({ if: "always()" });
    expect(steps[index - 1]?.run).toContain("npm run up");
  });

  it("updates a stack only after its preview succeeded, and its approval where it needs one", () => {
    const { if: condition } = job("deploy-stack.yml", "up");
    expect(condition).toContain("needs.preview.result == 'success'");
    expect(condition).toContain("needs.approval.result == (inputs.approval && 'success' || 'skipped')");
  });
});
