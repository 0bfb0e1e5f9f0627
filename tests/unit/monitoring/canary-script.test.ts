import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const SCRIPT = path.resolve(__dirname, "../../../components/monitoring/canary/canary.js");

describe("the script of a canary", () => {
  let server: Server;
  let folder: string;
  const environment = { ...process.env };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "canary-"));
    server = createServer((request, response) => {
      if (request.url === "/silent") return;
      setTimeout(
        () => response.writeHead(request.url === "/broken" ? 503 : 200).end("hello"),
        request.url === "/slow" ? 80 : 0,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterAll(async () => {
    process.env = environment;
    rmSync(folder, { recursive: true });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function run(page: string, settings: Record<string, string> = {}): Promise<string> {
    jest.spyOn(console, "log").mockImplementation(() => undefined);
    process.env = {
      TARGET_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}${page}`,
      METHOD: "GET",
      EXPECTED_STATUS: "200",
      MAXIMUM_LATENCY_MS: "5000",
      CERTIFICATE_DAYS: "14",
      REQUEST_TIMEOUT_MS: "3000",
      REPORT_FILE: path.join(folder, "health.json"),
      ...settings,
    };
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the script is not TypeScript, and reads its environment when it is loaded
    const script = require(SCRIPT) as { handler: () => Promise<string> };
    return script.handler();
  }

  it("succeeds for an answer as expected, and reports status and latency", async () => {
    const report: unknown = JSON.parse(await run("/"));
    expect(report).toMatchObject({ status: 200, problems: [] });
    expect(report).toHaveProperty("latencyMs");
    expect(JSON.parse(readFileSync(path.join(folder, "health.json"), "utf8"))).toEqual(report);
  });

  it.each<[string, string, Record<string, string>, RegExp]>([
    ["another status", "/broken", {}, /the status is 503 instead of 200/],
    ["a slow answer", "/slow", { MAXIMUM_LATENCY_MS: "20" }, /more than 20 ms/],
    ["no answer", "/silent", { REQUEST_TIMEOUT_MS: "100" }, /no answer within 100 ms/],
    ["no server", "/", { TARGET_URL: "http://127.0.0.1:1/" }, /the request failed: .*ECONNREFUSED/],
  ])("fails for %s", async (_, page, settings, problem) => {
    await expect(run(page, settings)).rejects.toThrow(problem);
  });

  it("accepts a status other than 200 that is expected", async () => {
    await expect(run("/broken", { EXPECTED_STATUS: "503" })).resolves.toContain('"problems":[]');
  });
});
