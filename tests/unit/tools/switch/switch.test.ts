import type { Outcome } from "../../../../tools/switch/workload";
import { COMMAND_NOT_FOUND } from "../../../../tools/terminal/command";
import { ToolError, UsageError } from "../../../../tools/terminal/tool";
import { ANNOTATION, binding, type Cluster, runWith, weights } from "./fixture";

const FINE = { requests: 1000, errors: 2 };

describe("npm run switch", () => {
  it("gives a version 10% and then all requests if few of them fail", async () => {
    const run = await runWith({ minute: () => FINE });
    expect(run.written).toEqual(["90/10", "0/100"]);
    expect(run.exitCode).toBe(0);
    expect(run.output.split("\n")).toEqual([
      "✓ shop/shop: switched: shop-green gets all requests. Weights: shop-blue 0, shop-green 100.",
      "The next update or `kubectl apply` sets the weights of the stack file or manifest: write these weights there.",
    ]);
    // Twice five minutes of requests, two minutes for the metrics to arrive, and the start of the next full minute.
    expect(run.minutes).toBeGreaterThanOrEqual(14);
    expect(run.minutes).toBeLessThanOrEqual(18);
  });

  it("switches back within two minutes after a high error rate, and fails", async () => {
    const run = await runWith({ minute: () => ({ requests: 500, errors: 100 }) });
    expect(run.written).toEqual(["90/10", "100/0"]);
    expect(run.exitCode).toBe(1);
    expect(run.output).toContain(
      "✗ shop/shop: switched back: at 10%, 100 of 500 requests failed (limit 1%). Weights: shop-blue 100, shop-green 0.",
    );
    expect(run.minutes).toBeLessThanOrEqual(3);
  });

  it.each<[string, Cluster["minute"]]>([
    [
      "responses of targets fail only under full load",
      (percent) => ({ requests: 1000, errors: percent === 100 ? 20 : 0 }),
    ],
    ["connections fail", (percent) => ({ requests: 1000, connectionErrors: percent === 100 ? 20 : 0 })],
    ["targets become unhealthy", (percent) => ({ ...FINE, unhealthy: percent === 100 ? 1 : 0 })],
  ])("switches back after all requests if %s", async (_, minute) => {
    const run = await runWith({ ...(minute === undefined ? {} : { minute }) });
    expect([run.exitCode, run.written]).toEqual([1, ["90/10", "0/100", "100/0"]]);
  });

  it("is undecided without requests, and restores the weights that it found", async () => {
    const run = await runWith({ minute: () => ({}), annotations: { [ANNOTATION]: weights(95, 5) } });
    expect([run.exitCode, run.written]).toEqual([10, ["90/10", "95/5"]]);
    expect(run.output).toContain(
      "! shop/shop: undecided: at 10%, 0 requests, 0 of them failed, are fewer than the 100",
    );
    expect(run.annotation).toBe(weights(95, 5));
  });

  it.each<[string, readonly (readonly string[])[], string]>([
    ["has no targets", [[]], "the Service shop-green has no targets"],
    [
      "has only unhealthy targets",
      [["unhealthy"]],
      "0 of 1 targets of the Service shop-green are healthy, and one is unhealthy",
    ],
    ["has a target that is not ready yet", [["healthy", "initial"]], "1 of 2 targets of the Service shop-green"],
  ])("changes nothing if the new version %s for five minutes", async (_, health, message) => {
    const run = await runWith({ health: { "shop-green": health } });
    expect([run.exitCode, run.written]).toEqual([1, []]);
    expect(run.output).toContain(`✗ shop/shop: not ready: ${message}`);
    expect(run.minutes).toBeGreaterThan(4);
  });

  it("waits until the targets of the new version are healthy, without those that are ending", async () => {
    const run = await runWith({ health: { "shop-green": [[], ["initial"], ["healthy", "draining"]] } });
    expect([run.exitCode, run.written]).toEqual([0, ["90/10", "0/100"]]);
  });

  it("changes nothing if there is no version to switch back to", async () => {
    const run = await runWith(
      { annotations: { [ANNOTATION]: weights(0, 100) }, health: { "shop-blue": [[]] } },
      { workload: "shop/shop" },
    );
    expect([run.exitCode, run.written]).toEqual([1, []]);
    expect(run.output).toContain("the Service shop-blue has no targets");
  });

  it.each<[string, Cluster["minute"], number, readonly string[]]>([
    ["keeps it if few requests fail", () => FINE, 0, []],
    ["switches it back if too many fail", () => ({ requests: 1000, errors: 500 }), 1, ["100/0"]],
    ["keeps it without requests, and is undecided", () => ({}), 10, []],
  ])("observes a version that has all requests already, and %s", async (_, minute, exitCode, written) => {
    const cluster = { annotations: { [ANNOTATION]: weights(0, 100) }, ...(minute && { minute }) };
    const run = await runWith(cluster, { workload: "shop/shop" });
    expect([run.exitCode, run.written]).toEqual([exitCode, written]);
  });

  it("leaves workloads with the label alone whose version has all requests already", async () => {
    const run = await runWith({
      annotations: { [ANNOTATION]: weights(0, 100) },
      minute: () => ({ requests: 1000, errors: 500 }),
    });
    expect([run.exitCode, run.written, run.minutes]).toEqual([0, [], 0]);
    expect(run.output).toBe(
      "✓ shop/shop: switched: shop-green has all requests already. Weights: shop-blue 0, shop-green 100.",
    );
  });

  it("restores the weights if it is interrupted", async () => {
    const run = await runWith({ interruptedAfter: 12 });
    expect([run.exitCode, run.written]).toEqual([1, ["90/10", "0/100", "100/0"]]);
    expect(run.output).toContain("✗ shop/shop: failed: The command was interrupted. Weights: shop-blue 100,");
    expect(run.annotation).toBe(weights(100, 0));
  });

  it.each<[string, number, readonly string[]]>([
    ["restores the weights", 1, ["90/10", "100/0"]],
    ["changes nothing if the permission is missing from the start", 0, []],
  ])("%s after an error of AWS, and fails with its message", async (_, after, written) => {
    const run = await runWith({
      answer: (command, args, minutes) =>
        command === "aws" && args[1] === "get-metric-data" && minutes >= after
          ? { exitCode: 254, stdout: "", stderr: "ExpiredToken: The security token has expired" }
          : undefined,
    });
    expect([run.exitCode, run.written]).toEqual([1, written]);
    expect(run.output).toContain("ExpiredToken: The security token has expired");
    expect(run.annotation).toBe(weights(100, 0));
  });

  it("switches every Ingress with the label at the same time, also if one of them is invalid", async () => {
    const run = await runWith({ names: ["shop", "orders"], annotations: { "groundwork/switch-bake-minutes": "2" } });
    expect(run.output).toContain("✓ shop/shop: switched");
    expect(run.output).toContain("✓ shop/orders: switched");
    expect(run.minutes).toBeLessThan(13);
    const invalid = await runWith({ annotations: { "groundwork/switch-min-requests": "0" } });
    expect([invalid.exitCode, invalid.written]).toEqual([1, []]);
    expect(invalid.output).toContain(
      "The annotation groundwork/switch-min-requests accepts a whole number from 1 to 1000000, and no other value: 0",
    );
  });

  it("does nothing if no Ingress has the label", async () => {
    const run = await runWith({ names: [] });
    expect([run.exitCode, run.output]).toEqual([
      0,
      "No Ingress has the label groundwork/switch-to: nothing was switched.",
    ]);
  });

  it("takes the version, the steps and the limits from options, which override annotations", async () => {
    const run = await runWith(
      {
        labels: {},
        annotations: { "groundwork/switch-steps": "10,100", "groundwork/switch-max-error-percent": "0" },
        minute: () => ({ requests: 10, errors: 1 }),
      },
      {
        workload: "shop/shop",
        to: "shop-green",
        settings: { steps: "25,50,100", "max-error-percent": "20", "min-requests": "30", "bake-minutes": "3" },
      },
    );
    expect([run.exitCode, run.written]).toEqual([0, ["75/25", "50/50", "0/100"]]);
  });

  it("prints outcomes, weights and measurements as JSON", async () => {
    const { output } = await runWith({ minute: () => FINE }, { isJson: true });
    expect(JSON.parse(output)).toEqual([
      {
        workload: "shop/shop",
        to: "shop-green",
        result: "switched",
        reason: "shop-green gets all requests",
        weights: { "shop-blue": 0, "shop-green": 100 },
        steps: [10, 100].map((percent) => ({
          percent,
          requests: 5000,
          errors: 10,
          unhealthyMinutes: 0,
          verdict: "passed",
        })),
      },
    ] satisfies readonly Outcome[]);
  });

  describe("refuses an Ingress", () => {
    it.each<[string, Cluster, string]>([
      ["without an annotation for the version", { annotations: { [ANNOTATION]: "{}" } }, "it has none"],
      [
        "with two annotations for the version",
        { annotations: { "alb.ingress.kubernetes.io/actions.api": weights(1, 1) } },
        "actions.api",
      ],
      ["without a version", { labels: {} }, "must name the Service of the new version"],
      [
        "of a group in which another Ingress has the same Services, because their metrics are not told apart",
        { bindings: ["shop-blue", "shop-green", "shop-green"].map((service, index) => binding(service, index)) },
        "several target groups for the Service shop-green",
      ],
      ["without target groups", { bindings: [] }, "kubectl describe ingress shop --namespace shop"],
      [
        "whose annotation Pulumi manages without patchForce",
        { managedFields: [pulumiFields()] },
        'Add the annotation pulumi.com/patchForce: "true"',
      ],
    ])("%s", async (_, cluster, message) => {
      const run = await runWith(cluster);
      expect([run.exitCode, run.written]).toEqual([1, []]);
      expect(run.output).toContain(message);
    });

    it("with a third version, which would get requests after a switch back", async () => {
      const action = JSON.parse(weights(50, 0)) as { forwardConfig: { targetGroups: object[] } };
      action.forwardConfig.targetGroups.push({ serviceName: "shop-red", servicePort: 80, weight: 50 });
      const run = await runWith({ annotations: { [ANNOTATION]: JSON.stringify(action) } });
      expect(run.output).toContain("needs two target groups of different Services: shop-blue, shop-green, shop-red");
    });
  });

  it("accepts an Ingress of Pulumi whose next update takes the annotation over", async () => {
    const run = await runWith({
      annotations: { "pulumi.com/patchForce": "true" },
      managedFields: [pulumiFields()],
    });
    expect(run.exitCode).toBe(0);
  });

  it("keeps other settings of the annotation", async () => {
    const action = JSON.parse(weights(100, 0)) as { forwardConfig: object };
    const sticky = { targetGroupStickinessConfig: { enabled: true, durationSeconds: 60 } };
    const text = JSON.stringify({ ...action, forwardConfig: { ...action.forwardConfig, ...sticky } });
    const { annotation = "" } = await runWith({ annotations: { [ANNOTATION]: text } });
    expect(JSON.parse(annotation)).toMatchObject({ forwardConfig: { ...sticky, targetGroups: [{ weight: 0 }, {}] } });
  });

  it("reads the target groups of an Ingress group by its name", async () => {
    const selectors: string[] = [];
    const run = await runWith({
      annotations: { "alb.ingress.kubernetes.io/group.name": "public" },
      bindings: ["shop-blue", "shop-green"].map((service) => binding(service)),
      answer: (_, args) => {
        if (args[1]?.startsWith("targetgroupbindings") === true)
          selectors.push(args[args.indexOf("--selector") + 1] ?? "");
        return undefined;
      },
    });
    expect([run.exitCode, selectors]).toEqual([0, ["ingress.k8s.aws/stack=public"]]);
  });

  it.each<[string, Parameters<typeof runWith>[1], string]>([
    ["--to without a workload", { to: "shop-green" }, "needs the workload as an argument"],
    ["a workload without a namespace", { workload: "shop" }, "has the form <namespace>/<ingress>: shop"],
    ["steps that do not end with 100", { settings: { steps: "10,50" } }, "The option --steps accepts"],
    ["steps that do not ascend", { settings: { steps: "50,10,100" } }, "The option --steps accepts"],
    ["a bake time of 0", { settings: { "bake-minutes": "0" } }, "The option --bake-minutes accepts"],
    ["a percentage that is no number", { settings: { "max-error-percent": "1%" } }, "The option --max-error-percent"],
  ])("refuses %s as invalid arguments", async (_, request, message) => {
    const run = runWith({}, request);
    await expect(run).rejects.toThrow(UsageError);
    await expect(run).rejects.toThrow(message);
  });

  it.each<[string, string, string]>([
    ["the AWS CLI", "aws", "The AWS CLI is not on PATH. Install it: "],
    ["an Ingress of this name", "", "The cluster has no Ingress shop/other."],
  ])("names what is missing: %s", async (_, missing, message) => {
    const cluster: Cluster = {
      answer: (command) => (command === missing ? { exitCode: COMMAND_NOT_FOUND, stdout: "", stderr: "" } : undefined),
    };
    if (missing === "aws") {
      expect((await runWith(cluster)).output).toContain(message);
      return;
    }
    await expect(runWith(cluster, { workload: "shop/other" })).rejects.toThrow(new ToolError(message));
  });
});

/** The entry of Pulumi's provider in `managedFields`. */
function pulumiFields(): object {
  const fieldsV1 = { "f:metadata": { "f:annotations": { [`f:${ANNOTATION}`]: {} } } };
  return { manager: "pulumi-kubernetes-1b2c3d4e", operation: "Apply", fieldsV1 };
}
