import type { GitHub } from "../../../../tools/github/api";
import { fileWaste } from "../../../../tools/github/waste-issues";
import type { WasteReport } from "../../../../tools/waste/model";

const URL = "https://github.com/acme/shop/actions/runs/1";
const CLEAN: WasteReport = {
  ...{ formatVersion: 1, stack: "dev", file: "Pulumi.dev.yaml", platformName: "shop-dev", region: "eu-west-1" },
  ...{ waste: [], skipped: [] },
};
const ROW: WasteReport["waste"][number] = {
  ...{ owner: "stack", kind: "unattached-volumes", type: "volume", id: "vol-1", name: "", reason: "It is unused." },
  ...{ advice: "Delete it.", usdPerMonth: 8, isAtMost: false },
};
const WASTE: WasteReport = { ...CLEAN, waste: [ROW] };
const DENIED = [{ what: "secrets", why: "denied" }];

async function sent(
  reports: readonly WasteReport[],
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
  await fileWaste(reports, URL, github);
  return requests;
}

const calls = (requests: readonly [string, string, object][]): string[] =>
  requests.map(([method, path]) => `${method} ${path}`);

async function bodyOf(report: WasteReport): Promise<string> {
  return ((await sent([report], []))[0]?.[2] as { readonly body: string }).body;
}

describe("the issue of a stack with waste", () => {
  it("is opened with the stack, the waste, what was skipped and the run", async () => {
    const [[method, path, body] = []] = await sent([{ ...WASTE, skipped: DENIED }], []);
    expect([method, path]).toEqual(["POST", "/issues"]);
    expect(body).toMatchObject({ title: "Stack dev has waste" });
    for (const part of ["vol-1", "8.00", "skipped: secrets (denied)", URL]) {
      expect(body).toMatchObject({ body: expect.stringContaining(part) as string });
    }
  });

  it("is renewed without a comment while the waste is the same, and with one when it changes", async () => {
    const body = (await bodyOf(WASTE)).replace("runs/1", "runs/0");
    expect(calls(await sent([WASTE], [{ number: 7, body }]))).toEqual(["PATCH /issues/7"]);
    const more = { ...WASTE, waste: [ROW, { ...ROW, id: "vol-2" }] };
    expect(calls(await sent([more], [{ number: 7, body }]))).toEqual(["POST /issues/7/comments", "PATCH /issues/7"]);
  });

  it("is closed when no waste is found, with a comment that says whether everything could be read", async () => {
    const issue = { number: 7, body: await bodyOf(WASTE) };
    expect(await sent([CLEAN], [issue])).toContainEqual(["PATCH", "/issues/7", { state: "closed" }]);
    const commentOn = async (report: WasteReport): Promise<object | undefined> =>
      (await sent([report], [issue]))[0]?.[2];
    expect(await commentOn(CLEAN)).toEqual({ body: `No waste is left: ${URL}` });
    expect(await commentOn({ ...CLEAN, skipped: DENIED })).toEqual({
      body: `No waste was found in what could be read: ${URL}`,
    });
    expect(await sent([CLEAN], [])).toEqual([]);
  });

  it("has at most 80 things, whose text GitHub accepts, and states how many there are", async () => {
    const price = { region: "us-east-1", asOf: "2024-07-01", source: `https://example.com/${"x".repeat(130)}` };
    const rows = Array.from({ length: 81 }, (_, index) => ({
      ...{ ...ROW, price, id: `${"x".repeat(60)}-${index}`, name: "n".repeat(60), reason: "r".repeat(120) },
      advice: "a".repeat(110),
    }));
    const body = await bodyOf({ ...WASTE, waste: rows });
    expect(body).toContain("These are 80 of 81 things.");
    expect(body).not.toContain(rows[80]?.id);
    expect(body.length).toBeLessThan(65_536);
    expect(await bodyOf({ ...WASTE, waste: rows.slice(1) })).not.toContain("These are");
  });

  it("is one for each stack file", async () => {
    const issue = { number: 7, body: await bodyOf(WASTE) };
    const fleet = { ...WASTE, file: "other/Pulumi.dev.yaml" };
    expect(calls(await sent([WASTE, fleet], [issue]))).toEqual(["PATCH /issues/7", "POST /issues"]);
  });
});
