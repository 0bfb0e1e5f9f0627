import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { PROJECT_DIR } from "../support/stack-files";

const CHANGES = 5_000;

/** In a process of its own, whose memory holds nothing of other tests. */
const SCRIPT = `
  const [changes, folder] = process.argv.slice(1);
  require("./bench/report").timeReport(Number(changes), folder).then(({ ms }) => {
    console.log(JSON.stringify({ ms, peakMegabytes: process.resourceUsage().maxRSS / 1024 }));
  });
`;

it("reports 5,000 changes in seconds and 500 MB, with all of them on the page", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "groundwork-report-size-"));
  const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");
  try {
    const args = ["-r", "ts-node/register", "-e", SCRIPT, String(CHANGES), folder];
    const output = execFileSync(process.execPath, args, { cwd: PROJECT_DIR, encoding: "utf8" });
    const { ms, peakMegabytes } = JSON.parse(output) as { readonly ms: number; readonly peakMegabytes: number };
    // `npm run bench -- report` measures against the limit of 5 seconds, without other work on the machine.
    expect(ms).toBeLessThan(15_000);
    expect(peakMegabytes).toBeLessThan(500);
    const { stacks } = JSON.parse(read("report.json")) as {
      readonly stacks: readonly { readonly changes: object[] }[];
    };
    expect(stacks[0]?.changes).toHaveLength(CHANGES);
    expect(read("comment.md").length).toBeLessThan(65_536);
    expect(read("page.html")).toContain("topic-4999");
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
