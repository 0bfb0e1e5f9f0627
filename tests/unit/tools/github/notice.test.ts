import type { GitHub } from "../../../../tools/github/api";
import { notify, parseResults, type Run } from "../../../../tools/github/notice";
import { ToolError } from "../../../../tools/terminal/tool";

const RUN: Run = {
  subject: "deployment",
  url: "https://github.com/acme/shop/actions/runs/1",
  commit: "abc",
  results: { dev: "success" },
};
const FAILED: Run = { ...RUN, results: { dev: "success", prod: "failure", staging: "skipped" } };
const OPEN = { number: 7, body: "<!-- groundwork: failed deployment -->\nThe deployment failed." };

async function sent(run: Run, issues: readonly object[]): Promise<readonly [string, string, unknown][]> {
  const requests: [string, string, unknown][] = [];
  const github: GitHub = {
    get: () => Promise.resolve(undefined),
    list: () => Promise.resolve(issues),
    send: (method, path, body) => {
      requests.push([method, path, body]);
      return Promise.resolve({ number: 8 });
    },
  };
  await notify(run, github);
  return requests;
}

describe("the notice of a failed deployment", () => {
  it("is an issue that names the failed jobs and the run", async () => {
    const [[method, path, body] = []] = await sent(FAILED, [{ number: 3, body: null }]);
    expect([method, path]).toEqual(["POST", "/issues"]);
    expect(body).toMatchObject({ body: expect.stringContaining("did not succeed in: prod (failure).") as string });
    expect(body).toMatchObject({ body: expect.stringContaining(RUN.url) as string });
  });

  it("is an issue for a job that timed out or was superseded, whose result is cancelled", async () => {
    const [[method, path, body] = []] = await sent({ ...RUN, results: { dev: "cancelled", prod: "skipped" } }, []);
    expect([method, path]).toEqual(["POST", "/issues"]);
    expect(body).toMatchObject({ body: expect.stringContaining("did not succeed in: dev (cancelled).") as string });
  });

  it("is renewed while it is open, so that there is one", async () => {
    const requests = await sent(FAILED, [OPEN]);
    expect(requests.map(([method, path]) => `${method} ${path}`)).toEqual([
      "PATCH /issues/7",
      "POST /issues/7/comments",
    ]);
  });

  it("is closed by a deployment that succeeds", async () => {
    expect(await sent(RUN, [OPEN])).toContainEqual(["PATCH", "/issues/7", { state: "closed" }]);
    expect(await sent(RUN, [])).toEqual([]);
  });

  it("is another one for another workflow", async () => {
    const requests = await sent({ ...FAILED, subject: "maintenance" }, [OPEN]);
    expect(requests.map(([method, path]) => `${method} ${path}`)).toEqual(["POST /issues"]);
  });

  it("is not mistaken for a pull request that quotes it", async () => {
    expect(await sent(RUN, [{ ...OPEN, pull_request: {} }])).toEqual([]);
  });

  it("reads the results of the jobs", () => {
    expect(parseResults('{"dev":{"result":"success","outputs":{}}}')).toEqual({ dev: "success" });
    expect(() => parseResults(undefined)).toThrow("Set RESULTS");
  });

  it.each(["", "{", "[]", '{"dev":null}', '{"dev":"success"}'])("refuses results that are no such JSON: %s", (json) => {
    expect(() => parseResults(json)).toThrow(ToolError);
    expect(() => parseResults(json)).toThrow("RESULTS is not the `needs` context");
  });
});
