import { createHash } from "node:crypto";

import { runSmoke } from "../../../tools/smoke/run";
import type { CommandResult } from "../../../tools/terminal/command";

const ok = (stdout: string): CommandResult => ({ exitCode: 0, stdout, stderr: "" });
const STATE = '{"version":3}';
const OUTPUTS = { kubeconfig: "{}", vpcId: "vpc-1", password: "[secret]" };

const node = (name: string, status: string): object => ({
  metadata: { name },
  status: { conditions: [{ type: "Ready", status }] },
});
const ingress = (annotations: object, hostname?: string): object => ({
  metadata: {
    name: "sample",
    namespace: "web",
    annotations: { "alb.ingress.kubernetes.io/actions.sample": "{}", ...annotations },
  },
  spec: { rules: [{ host: "shop.example.com" }] },
  status: { loadBalancer: { ingress: hostname === undefined ? [] : [{ hostname }] } },
});
const PUBLIC = {
  "alb.ingress.kubernetes.io/scheme": "internet-facing",
  "alb.ingress.kubernetes.io/inbound-cidrs": "0.0.0.0/0",
};

interface Cluster {
  readonly outputs?: object;
  readonly ready?: CommandResult;
  readonly nodes?: readonly object[];
  readonly ingresses?: readonly object[];
  readonly isJson?: boolean;
  readonly status?: (address: string, host: string) => Promise<number>;
}

async function smoke({
  outputs = OUTPUTS,
  ready = ok("ok"),
  nodes = [node("a", "True")],
  ingresses = [],
  status = () => Promise.resolve(200),
  isJson = false,
}: Cluster = {}): Promise<{ readonly code: number; readonly lines: readonly string[]; readonly summary: string }> {
  const [lines, summaries]: [string[], string[]] = [[], []];
  const code = await runSmoke("dev", ["--stack", "dev"], isJson, {
    pulumi: ([, command]) => Promise.resolve(ok(command === "export" ? STATE : JSON.stringify(outputs))),
    kubectlFor: () => (args) => {
      if (args.includes("--raw")) return Promise.resolve(ready);
      return Promise.resolve(ok(JSON.stringify({ items: args.includes("nodes") ? nodes : ingresses })));
    },
    statusOf: status,
    wait: () => Promise.resolve(),
    write: (line) => lines.push(line),
    summarize: (text) => summaries.push(text),
  });
  return { code, lines, summary: summaries.join("") };
}

describe("npm run smoke", () => {
  it("passes if the API is ready and all nodes are Ready, and prints the digest of the state", async () => {
    const { code, lines } = await smoke();
    const digest = createHash("sha256").update(STATE).digest("hex");
    expect(code).toBe(0);
    expect(lines).toEqual(["✓ Kubernetes API", "✓ nodes", `State: sha256:${digest}`]);
  });

  it("prints checks, outputs and digest as JSON on request, also when a check fails", async () => {
    const { code, lines } = await smoke({ nodes: [node("a", "Unknown")], isJson: true });
    expect(code).toBe(1);
    expect(JSON.parse(lines.join("\n"))).toEqual({
      stack: "dev",
      checks: [{ title: "Kubernetes API" }, { title: "nodes", error: "Nodes that are not Ready: a." }],
      outputs: OUTPUTS,
      state: { sha256: createHash("sha256").update(STATE).digest("hex") },
    });
  });

  it("adds checks and outputs to the job summary, and no secrets", async () => {
    const { summary } = await smoke();
    expect(summary).toContain("- ✓ nodes");
    expect(summary).toContain('"vpcId": "vpc-1"');
    expect(summary).toContain('"password": "[secret]"');
  });

  it("fails if the API is not ready, without further checks", async () => {
    const { code, lines } = await smoke({ ready: { exitCode: 1, stdout: "", stderr: "connection refused" } });
    expect(code).toBe(1);
    expect(lines[0]).toBe("✗ Kubernetes API: The API server is not ready: connection refused");
    expect(lines).toHaveLength(2);
  });

  it("fails if a node is not Ready after five minutes", async () => {
    const { code, lines } = await smoke({ nodes: [node("a", "True"), node("b", "Unknown")] });
    expect(code).toBe(1);
    expect(lines[1]).toBe("✗ nodes: Nodes that are not Ready: b.");
  });

  it("requests the sample workload by its host name from its load balancer", async () => {
    const asked: string[] = [];
    const status = (address: string, host: string): Promise<number> => {
      asked.push(`${address} ${host}`);
      return Promise.resolve(asked.length === 1 ? 503 : 301);
    };
    const { code, lines } = await smoke({ ingresses: [ingress(PUBLIC, "lb.example.com")], status });
    expect([code, lines[2]]).toEqual([0, "✓ sample workload"]);
    expect(asked).toEqual(["lb.example.com shop.example.com", "lb.example.com shop.example.com"]);
  });

  it.each<[string, object, string | undefined, number, string]>([
    ["it has no load balancer", PUBLIC, undefined, 200, "has no load balancer."],
    ["it responds with an error", PUBLIC, "lb.example.com", 502, "responds with HTTP status 502."],
  ])("fails for the sample workload if %s", async (_, annotations, hostname, status, message) => {
    const { code, lines } = await smoke({
      ingresses: [ingress(annotations, hostname)],
      status: () => Promise.resolve(status),
    });
    expect(code).toBe(1);
    expect(lines[2]).toContain(message);
  });

  it("sends no request to a load balancer that admits some addresses only, and ignores other Ingresses", async () => {
    const status = (): Promise<number> => Promise.reject(new Error("not asked"));
    const others = [{ metadata: { name: "other", namespace: "web" } }];
    expect((await smoke({ ingresses: [ingress({}, "lb.example.com")], status })).code).toBe(0);
    expect((await smoke({ ingresses: others, status })).lines).toHaveLength(3);
  });

  it("has nothing to check in a stack without a cluster", async () => {
    const { code, lines } = await smoke({ outputs: { buckets: [] } });
    expect([code, lines[0]]).toEqual([0, "✓ dev has no cluster to check"]);
  });
});
