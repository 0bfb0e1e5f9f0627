import { labelsOfCommit } from "../../../../tools/github/labels";

const MERGED = { merged_at: "2026-07-01T10:00:00Z", base: { ref: "main" }, labels: [{ name: "allow-deletes" }] };

async function labelsWith(pulls: readonly object[]): Promise<readonly string[]> {
  const paths: string[] = [];
  const list = (path: string): Promise<readonly unknown[]> => {
    paths.push(path);
    return Promise.resolve(pulls);
  };
  const labels = await labelsOfCommit("abc", "main", { list });
  expect(paths).toEqual(["/commits/abc/pulls"]);
  return labels;
}

describe("the labels of a commit that is deployed", () => {
  it("are those of its merged pull request", async () => {
    expect(await labelsWith([MERGED])).toEqual(["allow-deletes"]);
  });

  it("are none for a commit that was pushed", async () => {
    expect(await labelsWith([])).toEqual([]);
  });

  it("are not those of a pull request that is open, or merged into another branch", async () => {
    expect(await labelsWith([{ ...MERGED, merged_at: null }])).toEqual([]);
    expect(await labelsWith([{ ...MERGED, base: { ref: "feature" } }])).toEqual([]);
  });

  it("leave out a label that would be read as two, or as another output of the job", async () => {
    const labels = [{ name: "bug,allow-deletes" }, { name: "bug\nprod=[]" }, { name: "bug" }];
    expect(await labelsWith([{ ...MERGED, labels }])).toEqual(["bug"]);
  });
});
