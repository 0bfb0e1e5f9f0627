import { labelsOf } from "../../../../tools/github/labels";

/** Lists of the API by path. */
const LISTS: Readonly<Record<string, readonly object[]>> = {
  "/issues/7/labels": [{ name: "allow-deletes" }, { name: "network" }],
  "/commits/abc/pulls": [{ labels: [{ name: "allow-deletes" }] }, { labels: [] }],
};
const github = { list: (path: string) => Promise.resolve(LISTS[path] ?? []) };

describe("the labels that allow deletions", () => {
  it("are those that the pull request has now", async () => {
    expect(await labelsOf("7", "abc", github)).toEqual(["allow-deletes", "network"]);
  });

  it.each([undefined, ""])("are those of the merged pull request in a deployment", async (number) => {
    expect(await labelsOf(number, "abc", github)).toEqual(["allow-deletes"]);
    expect(await labelsOf(number, "pushed", github)).toEqual([]);
  });
});
