import type { StackDrift } from "../../../../tools/drift/model";
import type { GitHub } from "../../../../tools/github/api";
import { fileDrift } from "../../../../tools/github/drift-issues";

const URL = "https://github.com/acme/shop/actions/runs/1";
const CLEAN: StackDrift = {
  stack: "dev",
  file: "Pulumi.dev.yaml",
  outcome: "clean",
  checked: 9,
  resources: [],
  problems: [],
};
const DRIFTED: StackDrift = {
  ...CLEAN,
  outcome: "drifted",
  resources: [
    {
      ...{ kind: "deleted", urn: "u", name: "policy", type: "aws:s3/bucketPolicy:BucketPolicy", component: "storage" },
      ...{ class: "security", reason: "It decides.", fate: "reverted", properties: [] },
    },
  ],
};

async function sent(
  stacks: readonly StackDrift[],
  issues: readonly object[],
): Promise<readonly [string, string, object][]> {
  const requests: [string, string, object][] = [];
  const github: GitHub = {
    get: () => Promise.resolve(undefined),
    list: () => Promise.resolve(issues),
    send: (method, path, body) => {
      requests.push([method, path, body]);
      return Promise.resolve({ number: 8 });
    },
  };
  await fileDrift(stacks, URL, github);
  return requests;
}

/** The body of the issue that a drift opens. */
async function bodyOf(drift: StackDrift): Promise<string> {
  const [request] = await sent([drift], []);
  return (request?.[2] as { readonly body: string }).body;
}

const calls = (requests: readonly [string, string, object][]): string[] =>
  requests.map(([method, path]) => `${method} ${path}`);

describe("the issue of a stack that has drifted", () => {
  it("is opened with the stack, the drift and the run", async () => {
    const [[method, path, body] = []] = await sent([DRIFTED], [{ number: 3, body: null }]);
    expect([method, path]).toEqual(["POST", "/issues"]);
    expect(body).toMatchObject({ title: "Stack dev has drifted" });
    for (const part of ["policy", "creates it again", "npm run up -- dev --refresh", URL]) {
      expect(body).toMatchObject({ body: expect.stringContaining(part) as string });
    }
  });

  it("is renewed without a comment while the drift is the same, and with one when it changes", async () => {
    const body = (await bodyOf(DRIFTED)).replace("runs/1", "runs/0");
    expect(calls(await sent([DRIFTED], [{ number: 7, body }]))).toEqual(["PATCH /issues/7"]);
    const other = { ...DRIFTED, checked: 10 };
    expect(calls(await sent([other], [{ number: 7, body }]))).toEqual(["POST /issues/7/comments", "PATCH /issues/7"]);
  });

  it("is closed when nothing has drifted any more", async () => {
    const issue = { number: 7, body: await bodyOf(DRIFTED) };
    expect(await sent([CLEAN], [issue])).toContainEqual(["PATCH", "/issues/7", { state: "closed" }]);
    expect(await sent([CLEAN], [])).toEqual([]);
  });

  it("stays open as it is if the state could not be compared with AWS", async () => {
    const issue = { number: 7, body: await bodyOf(DRIFTED) };
    expect(await sent([{ ...CLEAN, outcome: "failed", problems: ["ExpiredToken"] }], [issue])).toEqual([]);
  });

  it("is one for each stack file, also for stacks of the same name, and no pull request", async () => {
    const fleet = { ...DRIFTED, file: "fleet/Pulumi.dev.yaml" };
    const issue = { number: 7, body: await bodyOf(DRIFTED) };
    expect(calls(await sent([DRIFTED, fleet], [issue]))).toEqual(["PATCH /issues/7", "POST /issues"]);
    expect(calls(await sent([DRIFTED], [{ ...issue, pull_request: {} }]))).toEqual(["POST /issues"]);
  });
});
