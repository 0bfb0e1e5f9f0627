import { check } from "../../../../config/check/check";
import { edited, fileText, MINIMAL, sourceOf, TODAY } from "../fixtures";
import { CLUSTER_MISTAKES } from "./cluster-values";
import { NETWORK_MISTAKES } from "./network-values";
import { STORAGE_MISTAKES } from "./storage-values";

const MISTAKES = [...NETWORK_MISTAKES, ...CLUSTER_MISTAKES, ...STORAGE_MISTAKES];

describe("a mistake in a value", () => {
  it.each(MISTAKES)("%j is an error with its place and a remedy", (edits, path, code, line, remedy) => {
    const { problems } = check(sourceOf(fileText(edited(MINIMAL, edits))), TODAY);
    const found = problems.map(({ path: place, code: kind, position, fix }) => [place, kind, position?.line, fix[0]]);
    expect(found).toContainEqual([path, code, line, remedy]);
  });

  it("has a fix that is a command with the correct value, or text", () => {
    // The next larger number of days that CloudWatch Logs keeps events, and the AMI that the instance type can boot.
    const exact = MISTAKES.filter(([, path, code]) => !/etentionDays$|architecture/.test(`${code} ${path}`));
    const commands = exact.filter(([, , , , remedy]) => remedy.startsWith("npm run config -- "));
    for (const [edits, , , , command] of commands) {
      const own = JSON.stringify(edits).toLowerCase() + JSON.stringify(MINIMAL);
      const value = command.startsWith("npm run config -- set ") ? (command.split(" ").at(-1) ?? "") : "";
      const words = value.toLowerCase().split(/\W+/);
      expect(words.filter((word) => !own.replaceAll("-", "").includes(word) && !own.includes(word))).toEqual([]);
    }
  });
});
