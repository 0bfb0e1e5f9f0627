import { MANAGED_BY_LABEL } from "../../../tools/up/roll-back";
import { type Context, runUp } from "../../../tools/up/run";
import { kubectl } from "../../../tools/kubectl/kubectl";
import { COMMAND_NOT_FOUND, type CommandResult } from "../../../tools/terminal/command";
import { POLICY_PACK } from "../../../tools/policy";
import { recordCluster, SAMPLE_WORKLOAD } from "../cluster/fixture";

const FAILED = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" };
const PROGRESSING = { type: "Progressing", status: "True", reason: "ReplicaSetUpdated" };
const LIST = `get deployments --all-namespaces --selector ${MANAGED_BY_LABEL} --output json`;
const UNDO = "rollout undo deployment/sample-blue --namespace web";

interface Fixture {
  readonly context: Context;
  readonly calls: string[];
  readonly said: string[];
}

/** An update that returns the exit code, and a cluster whose sample Deployment has the conditions. */
function fixture(exitCode: number, conditions: readonly object[], overrides: Partial<Context> = {}): Fixture {
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
    isReachable: () => Promise.resolve(true),
    kubectlFor: () => (args) => Promise.resolve(answer(args)),
    write: (text) => said.push(text),
    ...overrides,
  };
  return { context, calls, said };
}

describe("npm run up", () => {
  it("does not query the cluster after an update that succeeded", async () => {
    const { context, calls } = fixture(0, [FAILED]);
    expect(await runUp(["--stack", "dev"], ["--yes"], context)).toBe(0);
    expect(calls).toEqual([`pulumi up --stack dev --policy-pack ${POLICY_PACK} --yes`]);
  });

  it("rolls a Deployment back that did not become ready, reports it, and returns the exit code of the update", async () => {
    const { context, calls, said } = fixture(255, [FAILED]);
    expect(await runUp([], [], context)).toBe(255);
    expect(calls).toEqual([`pulumi up --policy-pack ${POLICY_PACK}`, LIST, UNDO]);
    expect(said).toEqual([
      "Deployment web/sample-blue did not become ready in time, and was rolled back to its previous revision.",
    ]);
  });

  it.each<[string, readonly object[]]>([
    ["is still progressing", [PROGRESSING]],
    ["has no conditions yet", []],
  ])("does not roll a Deployment back that %s", async (_, conditions) => {
    const { context, calls } = fixture(255, conditions);
    await runUp([], [], context);
    expect(calls).toEqual([`pulumi up --policy-pack ${POLICY_PACK}`, LIST]);
  });

  it("does not call kubectl for a stack without a cluster", async () => {
    const { context, calls } = fixture(255, [FAILED], { output: () => Promise.resolve(undefined) });
    expect(await runUp([], [], context)).toBe(255);
    expect(calls).toEqual([`pulumi up --policy-pack ${POLICY_PACK}`]);
  });

  it.each<[string, CommandResult, string]>([
    [
      "kubectl is missing",
      { exitCode: COMMAND_NOT_FOUND, stdout: "", stderr: "" },
      "Deployments were not checked for failed rollouts: kubectl is not on PATH",
    ],
    [
      "the API server rejects the request",
      { exitCode: 1, stdout: "", stderr: "Unauthorized" },
      "Deployments cannot be listed, so failed rollouts were not rolled back:\nUnauthorized",
    ],
  ])(
    "reports that it did not check for failed rollouts when %s, and returns the exit code of the update",
    async (_, result, message) => {
      const { context, said } = fixture(255, [], {
        kubectlFor: (kubeconfig) => kubectl(() => Promise.resolve(result), kubeconfig),
      });
      expect(await runUp([], [], context)).toBe(255);
      expect(said.join("\n")).toContain(message);
    },
  );

  it("reports a Deployment that cannot be rolled back, such as a first revision", async () => {
    const listed = {
      items: [{ metadata: { namespace: "web", name: "sample-blue" }, status: { conditions: [FAILED] } }],
    };
    const { context, said } = fixture(255, [], {
      kubectlFor: () => (args) =>
        Promise.resolve(
          args[0] === "get"
            ? { exitCode: 0, stdout: JSON.stringify(listed), stderr: "" }
            : { exitCode: 1, stdout: "", stderr: "error: no rollout history found" },
        ),
    });
    await runUp([], [], context);
    expect(said.join()).toContain("cannot be rolled back:\nerror: no rollout history found");
  });

  it("does not start an update when the Kubernetes API is unreachable", async () => {
    const { context, calls } = fixture(0, [], {
      output: () => Promise.resolve("https://example.invalid"),
      isReachable: () => Promise.resolve(false),
    });
    await expect(runUp([], [], context)).rejects.toThrow("cannot connect to the Kubernetes API");
    expect(calls).toEqual([]);
  });

  it("selects the sample's Deployments by their label, and the next update overwrites what a rollback changed", async () => {
    const recording = await recordCluster({ sampleWorkload: SAMPLE_WORKLOAD });
    const { metadata } = recording.one("kubernetes:apps/v1:Deployment").inputs as {
      metadata: { labels: Record<string, string>; annotations: Record<string, string> };
    };
    const [label = "", value] = MANAGED_BY_LABEL.split("=");
    expect(metadata.labels[label]).toBe(value);
    expect(metadata.annotations["pulumi.com/patchForce"]).toBe("true");
  });
});
