import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { cachedWaivers } from "../../../policy/waiver-cache";

const WAIVER = { rule: "r", resource: "a", reason: "x", owner: "o", expires: "2099-12-31", line: 2 };

describe("the waivers that a start of the pack keeps", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "groundwork-waivers-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("are read again only if the file or the names of the rules change", async () => {
    const read = jest.fn(() => Promise.resolve([WAIVER]));
    const inFolder = path.join(folder, "kept");
    expect(await cachedWaivers(inFolder, "text", ["r"], read)).toEqual([WAIVER]);
    expect(await cachedWaivers(inFolder, "text", ["r"], read)).toEqual([WAIVER]);
    expect(read).toHaveBeenCalledTimes(1);
    await cachedWaivers(inFolder, "other", ["r"], read);
    await cachedWaivers(inFolder, "text", ["r", "s"], read);
    expect(read).toHaveBeenCalledTimes(3);
    expect(readdirSync(inFolder)).toHaveLength(3);
  });

  it("are none of a faulty file, which every start reports", async () => {
    const read = jest.fn(() => Promise.reject(new Error("faulty")));
    await expect(cachedWaivers(folder, "text", ["r"], read)).rejects.toThrow("faulty");
    await expect(cachedWaivers(folder, "text", ["r"], read)).rejects.toThrow("faulty");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("are read each time without a folder to write to", async () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "");
    const read = jest.fn(() => Promise.resolve([WAIVER]));
    await cachedWaivers(file, "text", ["r"], read);
    expect(await cachedWaivers(file, "text", ["r"], read)).toEqual([WAIVER]);
    expect(read).toHaveBeenCalledTimes(2);
  });
});
