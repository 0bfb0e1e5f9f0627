import { FORMAT_VERSION, type Report } from "../../tools/report/model";
import { PreviewReader } from "../../tools/report/read/preview";
import { renderComment } from "../../tools/report/render/comment";
import { renderPage } from "../../tools/report/render/page";
import { reportStack } from "../../tools/report/stack-report";
import { ended, step } from "../unit/report/fixture";

const CHANGES = 5_000;
const MEGABYTE = 2 ** 20;
const ALLOWED = { label: "allow-deletes", stateful: true, deletedPercent: 25, labels: [] };

/** Settings of a resource as large as those of a Deployment. */
function settings(index: number, stage: string): object {
  return {
    displayName: `topic ${index} ${stage}`,
    tags: Object.fromEntries(Array.from({ length: 40 }, (_, key) => [`tag-${key}`, stage])),
  };
}

it("reports 5,000 changes in less than 5 seconds and 500 MB", () => {
  const startedAt = performance.now();
  const reader = new PreviewReader();
  for (let index = 0; index < CHANGES; index++) {
    const [old, now] = [settings(index, "before"), settings(index, "after")];
    const diff = { displayName: "update", "tags.tag-7": "update" };
    const op = index % 10 === 0 ? "delete" : "update";
    reader.onEvent(step({ op, name: `topic-${index}`, old, ...(op === "update" ? { now, diff } : {}) }));
  }
  reader.onEvent(ended());
  const facts = { stack: "dev", file: "Pulumi.dev.yaml", commands: [] };
  const { report } = reportStack(facts, { preview: reader.preview(), allowed: ALLOWED });
  const whole: Report = {
    formatVersion: FORMAT_VERSION,
    isSimulated: true,
    versions: { groundwork: "0", pulumi: "0" },
    stacks: [report],
  };
  const [comment, page] = [renderComment([whole]), renderPage([whole])];
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(process.memoryUsage().heapUsed).toBeLessThan(500 * MEGABYTE);
  expect(report.changes).toHaveLength(CHANGES);
  expect(comment.length).toBeLessThan(65_536);
  expect(page).toContain("topic-4999");
});
