import path from "node:path";

import { MANAGED_BY_LABEL } from "../../../tools/up/roll-back";
import { readPreview } from "../../../tools/report/read/preview";
import { parseState } from "../../../tools/state/exported-state";
import { targetOf } from "../../../tools/terminal/target";
import { previewOptions } from "../../../tools/up/preview-options";
import { type Context, runUp } from "../../../tools/up/run";
import { step, type StepFixture } from "../report/fixture";
import { kubectl } from "../../../tools/kubectl/kubectl";
import { COMMAND_NOT_FOUND, type CommandResult } from "../../../tools/terminal/command";
import { POLICY_PACK } from "../../../tools/policy";
import { recordCluster, SAMPLE_WORKLOAD } from "../cluster/fixture";

const FAILED = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" };
const PROGRESSING = { type: "Progressing", status: "True", reason: "ReplicaSetUpdated" };
const ROOT = path.resolve(__dirname, "../../..");
const DEV = targetOf("dev", { root: ROOT, cwd: ROOT });
const UP = `pulumi up --stack dev --yes --skip-preview --policy-pack ${POLICY_PACK}`;
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
    inspect: () => Promise.resolve({ reading: { kind: "absent" }, locks: [] }),
    preview: () => Promise.resolve(previewed([])),
    requireApproval: undefined,
    ask: () => Promise.resolve("yes"),
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

function previewed(steps: readonly StepFixture[]): Awaited<ReturnType<Context["preview"]>> {
  return { exitCode: 0, preview: readPreview(steps.map(step), { succeeded: true, errors: [] }) };
}

const STACK = { urn: "urn:pulumi:dev::groundwork::pulumi:pulumi:Stack::groundwork-dev", type: "pulumi:pulumi:Stack" };
const VPC = { urn: "urn:pulumi:dev::groundwork::aws:ec2/vpc:Vpc::network-vpc", type: "aws:ec2/vpc:Vpc", id: "vpc-1" };

/** An inspection of a state with these resources and pending operations. */
function inspected(resources: readonly object[], pending: readonly object[] = []): Context["inspect"] {
  const text = JSON.stringify({ deployment: { resources, pending_operations: pending } });
  return () => Promise.resolve({ reading: { kind: "read", state: parseState(text), text }, locks: [] });
}

describe("npm run up", () => {
  it("does not query the cluster after an update that succeeded", async () => {
    const { context, calls } = fixture(0, [FAILED]);
    expect(await runUp(DEV, ["--yes"], undefined, context)).toBe(0);
    expect(calls).toEqual([UP]);
  });

  it("rolls a Deployment back that did not become ready, reports it, and returns the exit code of the update", async () => {
    const { context, calls, said } = fixture(255, [FAILED]);
    expect(await runUp(DEV, [], undefined, context)).toBe(255);
    expect(calls).toEqual([UP, LIST, UNDO]);
    expect(said).toEqual([
      "Deployment web/sample-blue did not become ready in time, and was rolled back to its previous revision.",
    ]);
  });

  it.each<[string, readonly object[]]>([
    ["is still progressing", [PROGRESSING]],
    ["has no conditions yet", []],
  ])("does not roll a Deployment back that %s", async (_, conditions) => {
    const { context, calls } = fixture(255, conditions);
    await runUp(DEV, [], undefined, context);
    expect(calls).toEqual([UP, LIST]);
  });

  it("does not call kubectl for a stack without a cluster", async () => {
    const { context, calls } = fixture(255, [FAILED], { output: () => Promise.resolve(undefined) });
    expect(await runUp(DEV, [], undefined, context)).toBe(255);
    expect(calls).toEqual([UP]);
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
      expect(await runUp(DEV, [], undefined, context)).toBe(255);
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
    await runUp(DEV, [], undefined, context);
    expect(said.join()).toContain("cannot be rolled back:\nerror: no rollout history found");
  });

  it("does not start an update when the Kubernetes API is unreachable", async () => {
    const { context, calls } = fixture(0, [], {
      inspect: inspected([{ ...STACK, outputs: { clusterEndpoint: "https://example.invalid" } }]),
      isReachable: () => Promise.resolve(false),
    });
    await expect(runUp(DEV, [], undefined, context)).rejects.toThrow("cannot connect to the Kubernetes API");
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

  it("stops before the preview at a pending operation, and names it", async () => {
    const { context, calls } = fixture(0, [], { inspect: inspected([], [{ type: "creating", resource: VPC }]) });
    await expect(runUp(DEV, ["--yes"], 9, context)).rejects.toThrow(/Nothing was changed[\s\S]*creating network-vpc/);
    expect(calls).toEqual([]);
  });

  it("stops at the old object of an interrupted replacement, unless --allow-deletes accepts it", async () => {
    const { context, calls } = fixture(0, [], { inspect: inspected([{ ...VPC, delete: true }]) });
    await expect(runUp(DEV, ["--yes"], undefined, context)).rejects.toThrow("npm run up -- dev --allow-deletes 1");
    expect(await runUp(DEV, ["--yes"], 1, context)).toBe(0);
    expect(calls).toEqual([UP]);
  });

  describe("with a program that deletes everything", () => {
    const gone = (name: string): StepFixture => ({ op: "delete", name, old: {} });
    const preview = (): ReturnType<Context["preview"]> => Promise.resolve(previewed(["a", "b"].map(gone)));

    it("refuses the update, and names the share and the option", async () => {
      const { context, calls } = fixture(0, [], { preview });
      const run = runUp(DEV, ["--yes"], undefined, context);
      await expect(run).rejects.toThrow(/deletes 2 of 2 resources, more than 25%[\s\S]*--allow-deletes 2/);
      await expect(runUp(DEV, ["--yes"], 1, context)).rejects.toThrow(
        "deletes or replaces 2 resources, more than the 1",
      );
      expect(calls).toEqual([]);
    });

    it("updates if --allow-deletes accepts as many deletions", async () => {
      const { context, calls } = fixture(0, [], { preview });
      expect(await runUp(DEV, ["--yes"], 2, context)).toBe(0);
      expect(calls).toEqual([UP]);
    });

    it("updates if the update is the approved one, whose report applied the limits", async () => {
      const requireApproval = jest.fn(() => Promise.resolve());
      const { context, calls } = fixture(0, [], { preview, requireApproval });
      expect(await runUp(DEV, ["--yes"], undefined, context)).toBe(0);
      expect(requireApproval).toHaveBeenCalledTimes(1);
      expect(calls).toEqual([`pulumi up --stack dev --policy-pack ${POLICY_PACK} --yes`]);
    });
  });

  it("asks after the preview, and changes nothing without a yes", async () => {
    const { context, calls } = fixture(0, [], { ask: () => Promise.resolve("no") });
    expect(await runUp(DEV, [], undefined, context)).toBe(1);
    await expect(runUp(DEV, [], undefined, { ...context, ask: () => Promise.resolve(undefined) })).rejects.toThrow(
      "--yes",
    );
    expect(calls).toEqual([]);
  });

  it("previews with the options of the update that a preview has", () => {
    const options = ["--yes", "--skip-preview", "--plan", "file", "--secrets-provider=x", "--target", "urn", "--diff"];
    expect(previewOptions(options)).toEqual(["--target", "urn", "--diff"]);
  });
});
