import { RELEASED_HERE } from "../../../tools/up/roll-back";
import { type Context, runUp } from "../../../tools/up/run";
import { kubectl } from "../../../tools/kubectl/kubectl";
import { COMMAND_NOT_FOUND, type CommandResult } from "../../../tools/terminal/command";
import { recordCluster, SAMPLE_WORKLOAD } from "../cluster/fixture";

const FAILED = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" };
const PROGRESSING = { type: "Progressing", status: "True", reason: "ReplicaSetUpdated" };
const LIST = `get deployments --all-namespaces --selector ${RELEASED_HERE} --output json`;
const UNDO = "rollout undo deployment/sample-blue --namespace web";

interface Rehearsed {
  readonly context: Context;
  readonly calls: string[];
  readonly said: string[];
}

/** An update that ends with an exit code, and a cluster whose sample is in a condition. */
function rehearsed(exitCode: number, conditions: readonly object[], overrides: Partial<Context> = {}): Rehearsed {
  const [calls, said]: [string[], string[]] = [[], []];
  const deployment = { metadata: { namespace: "web", name: "sample-blue" }, status: { conditions } };
  const answer = (args: readonly string[]): CommandResult => {
    calls.push(args.join(" "));
    const stdout = args[0] === "get" ? JSON.stringify({ items: [deployment] }) : "";
    return { exitCode: 0, stdout, stderr: "" };
  };
  const context: Context = {
    pulumi: (args) => {
      calls.push(`pulumi ${args.join(" ")}`);
      return Promise.resolve(exitCode);
    },
    output: (name) => Promise.resolve(name === "kubeconfig" ? "{}" : undefined),
    answers: () => Promise.resolve(true),
    kubectlFor: () => (args) => Promise.resolve(answer(args)),
    write: (text) => said.push(text),
    ...overrides,
  };
  return { context, calls, said };
}

describe("npm run up", () => {
  it("leaves the cluster alone after an update that succeeded", async () => {
    const { context, calls } = rehearsed(0, [FAILED]);
    expect(await runUp(["--stack", "dev", "--yes"], context)).toBe(0);
    expect(calls).toEqual(["pulumi up --stack dev --yes"]);
  });

  it("rolls a release back that did not get ready, says so, and fails as the update did", async () => {
    const { context, calls, said } = rehearsed(255, [FAILED]);
    expect(await runUp([], context)).toBe(255);
    expect(calls).toEqual(["pulumi up", LIST, UNDO]);
    expect(said).toEqual(["Deployment web/sample-blue did not get ready, and is rolled back to what served before."]);
  });

  it.each<[string, readonly object[]]>([
    ["is still on its way", [PROGRESSING]],
    ["has no conditions yet", []],
  ])("leaves a release alone that %s", async (_, conditions) => {
    const { context, calls } = rehearsed(255, conditions);
    await runUp([], context);
    expect(calls).toEqual(["pulumi up", LIST]);
  });

  it("asks no cluster where there is none", async () => {
    const { context, calls } = rehearsed(255, [FAILED], { output: () => Promise.resolve(undefined) });
    expect(await runUp([], context)).toBe(255);
    expect(calls).toEqual(["pulumi up"]);
  });

  it.each<[string, CommandResult, string]>([
    [
      "kubectl is missing",
      { exitCode: COMMAND_NOT_FOUND, stdout: "", stderr: "" },
      "Whether a release failed was not looked at: kubectl is not on PATH",
    ],
    [
      "the cluster refuses",
      { exitCode: 1, stdout: "", stderr: "Unauthorized" },
      "The cluster does not say whether a release failed:\nUnauthorized",
    ],
  ])("says what it could not do where %s, and still fails as the update did", async (_, result, message) => {
    const { context, said } = rehearsed(255, [], {
      kubectlFor: (kubeconfig) => kubectl(() => Promise.resolve(result), kubeconfig),
    });
    expect(await runUp([], context)).toBe(255);
    expect(said.join("\n")).toContain(message);
  });

  it("says what cannot be rolled back, such as a first release", async () => {
    const listed = {
      items: [{ metadata: { namespace: "web", name: "sample-blue" }, status: { conditions: [FAILED] } }],
    };
    const { context, said } = rehearsed(255, [], {
      kubectlFor: () => (args) =>
        Promise.resolve(
          args[0] === "get"
            ? { exitCode: 0, stdout: JSON.stringify(listed), stderr: "" }
            : { exitCode: 1, stdout: "", stderr: "error: no rollout history found" },
        ),
    });
    await runUp([], context);
    expect(said.join()).toContain("cannot be rolled back:\nerror: no rollout history found");
  });

  it("begins nothing where the Kubernetes API does not answer", async () => {
    const { context, calls } = rehearsed(0, [], {
      output: () => Promise.resolve("https://example.invalid"),
      answers: () => Promise.resolve(false),
    });
    await expect(runUp([], context)).rejects.toThrow("does not answer from here");
    expect(calls).toEqual([]);
  });

  it("finds the sample's Deployments by their label, and the next update takes back what a rollback changed", async () => {
    const recording = await recordCluster({ sampleWorkload: SAMPLE_WORKLOAD });
    const { metadata } = recording.one("kubernetes:apps/v1:Deployment").inputs as {
      metadata: { labels: Record<string, string>; annotations: Record<string, string> };
    };
    const [label = "", value] = RELEASED_HERE.split("=");
    expect(metadata.labels[label]).toBe(value);
    expect(metadata.annotations["pulumi.com/patchForce"]).toBe("true");
  });
});
