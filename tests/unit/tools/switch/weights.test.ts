import { ANNOTATION, runWith, weights } from "./fixture";

const FINE = { requests: 1000, errors: 2 };

describe("the weights of an Ingress", () => {
  it.each([
    [1, ["90/10", "100/0"]],
    [2, ["90/10", "0/100", "100/0"]],
  ])("are restored if the answer to change %i gets lost", async (lostAnswer, written) => {
    const run = await runWith({ lostAnswer });
    expect([run.exitCode, run.written]).toEqual([1, written]);
    expect(run.output).toContain("signal: interrupt");
    expect(run.annotation).toBe(weights(100, 0));
  });

  it("are not overwritten if somebody else changes them meanwhile: the command that restores them is printed", async () => {
    let changes = 0;
    const run = await runWith({
      minute: () => ({ requests: 1000, errors: 500 }),
      answer: (_, args) => {
        if (args[0] !== "patch") return undefined;
        changes += 1;
        return changes > 1 ? { exitCode: 1, stdout: "", stderr: "test failed" } : undefined;
      },
    });
    expect([run.exitCode, run.written]).toEqual([1, ["90/10"]]);
    expect(run.output).toContain(
      `kubectl annotate ingress shop --namespace shop --overwrite '${ANNOTATION}=${weights(100, 0)}'`,
    );
    expect(run.output).not.toContain("Weights:");
  });

  it.each([
    ["starts without requests", weights(100, 0), undefined, ["90/10", "100/0"]],
    ["has all requests already", weights(0, 100), "shop/shop", ["100/0"]],
  ])(
    "are switched back from a version that %s if the answer to the change back gets lost",
    async (_, before, workload, written) => {
      const run = await runWith(
        {
          annotations: { [ANNOTATION]: before },
          minute: () => ({ requests: 1000, errors: 500 }),
          lostAnswer: written.length,
        },
        { workload },
      );
      expect([run.exitCode, run.written, run.annotation]).toEqual([1, written, weights(100, 0)]);
      expect(run.output).toContain("✗ shop/shop: switched back: at");
      expect(run.output).toContain("Weights: shop-blue 100, shop-green 0.");
    },
  );

  it("are changed back in a second attempt, and never to a version that failed", async () => {
    let changes = 0;
    const run = await runWith(
      {
        annotations: { [ANNOTATION]: weights(0, 100) },
        minute: () => ({ requests: 1000, errors: 500 }),
        answer: (_, args) => {
          if (args[0] !== "patch") return undefined;
          changes += 1;
          return changes === 1 ? { exitCode: 1, stdout: "", stderr: "connection refused" } : undefined;
        },
      },
      { workload: "shop/shop" },
    );
    expect([run.exitCode, run.annotation]).toEqual([1, weights(100, 0)]);
    expect(run.output).toContain("✗ shop/shop: switched back: at 100%");
  });

  it("are switched back to a version without targets, and the result says that requests can fail", async () => {
    const run = await runWith({
      minute: () => ({ requests: 1000, errors: 500 }),
      health: { "shop-blue": [["healthy"], []] },
    });
    expect([run.exitCode, run.written]).toEqual([1, ["90/10", "100/0"]]);
    expect(run.output).toContain("; now requests can fail, because the Service shop-blue has no targets");
  });

  it("do not count as switched if somebody else changes them during the last step", async () => {
    let reads = 0;
    const changed = { metadata: { namespace: "shop", name: "shop", annotations: { [ANNOTATION]: weights(60, 40) } } };
    const run = await runWith({
      minute: () => FINE,
      answer: (_, args, minutes) => {
        if (args[0] === "patch" && minutes > 12) return { exitCode: 1, stdout: "", stderr: "test failed" };
        if (args[0] !== "get" || !(args[1] ?? "").startsWith("ingresses")) return undefined;
        reads += 1;
        return reads === 1 ? undefined : { exitCode: 0, stdout: JSON.stringify({ items: [changed] }), stderr: "" };
      },
    });
    expect([run.exitCode, run.written]).toEqual([1, ["90/10", "0/100"]]);
    expect(run.output).toContain("✗ shop/shop: failed: The weights of the Ingress have changed meanwhile.");
    expect(run.output).not.toContain("Weights:");
  });
});
