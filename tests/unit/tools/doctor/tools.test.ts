import { checkClock } from "../../../../tools/doctor/checks/clock";
import { checkTools } from "../../../../tools/doctor/checks/tools";
import { contextWith, NOW, statuses } from "./fixture";

const ALL = {
  "pulumi-language-nodejs": { error: "missing required engine RPC address argument" },
  "go version": "go version go1.26.8 linux/amd64",
  "aws --version": "aws-cli/2.31.0",
  "kubectl version": "Client Version: v1.36.0\nKustomize Version: v5",
  "git --version": "git version 2.50.0",
};

describe("tools of this machine", () => {
  it("pass if all are there, and Docker is not needed", async () => {
    const findings = await checkTools(contextWith(ALL));
    expect(new Set(Object.values(statuses(findings)))).toEqual(new Set(["pass"]));
    expect(findings.find(({ check }) => check === "kubectl")?.message).toBe("Client Version: v1.36.0");
    expect(findings.find(({ check }) => check === "Docker")?.message).toContain("not needed");
  });

  it("fail only if Node.js is too old, because other tools are needed by some commands only", async () => {
    const findings = await checkTools(
      contextWith({}, { nodeVersion: "20.1.0", engine: "PATH: `pulumi` was not found" }),
    );
    expect(statuses(findings)).toEqual({
      "Node.js": "fail",
      "Pulumi CLI": "warn",
      "Language host": "skipped",
      Go: "warn",
      "AWS CLI": "warn",
      kubectl: "warn",
      Git: "warn",
      Docker: "pass",
    });
    expect(
      findings.filter(({ status, fix }) => status !== "pass" && status !== "skipped" && fix === undefined),
    ).toEqual([]);
  });

  it("include the language host in an installed CLI, but not in one that was built", async () => {
    const hostOf = async (source: "installed" | "built"): Promise<string | undefined> =>
      statuses(await checkTools(contextWith({}, { engine: { command: "/pulumi", version: "3.276.0", source } })))[
        "Language host"
      ];
    expect([await hostOf("installed"), await hostOf("built")]).toEqual(["pass", "warn"]);
  });

  it("do not include Go if there is a Pulumi CLI", async () => {
    expect(statuses(await checkTools(contextWith({})))).toMatchObject({ Go: "skipped" });
  });
});

describe("the clock", () => {
  const at = (date: string | undefined) => () =>
    Promise.resolve(new Response(null, date === undefined ? {} : { headers: { date } }));

  it.each([
    ["Thu, 01 Oct 2026 12:01:00 GMT", "pass", "within"],
    ["Thu, 01 Oct 2026 12:20:00 GMT", "fail", "20 minutes slow"],
    ["Thu, 01 Oct 2026 11:50:00 GMT", "fail", "10 minutes fast"],
    [undefined, "skipped", "no date"],
  ])("compared with %s: %s", async (date, status, message) => {
    const finding = await checkClock({ now: NOW, request: at(date) });
    expect(finding).toMatchObject({ status, message: expect.stringContaining(message) as string });
  });

  it("is skipped offline", async () => {
    expect(await checkClock(contextWith({}))).toMatchObject({ status: "skipped" });
  });
});
