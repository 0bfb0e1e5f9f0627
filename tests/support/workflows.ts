import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const stepSchema = z.looseObject({
  id: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.unknown()).optional(),
});
const Job = z.looseObject({
  uses: z.string().optional(),
  if: z.string().optional(),
  needs: z.union([z.string().transform((job) => [job]), z.array(z.string())]).default([]),
  steps: z.array(stepSchema).default([]),
  with: z.record(z.string(), z.unknown()).optional(),
  environment: z.string().optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  "runs-on": z.string().optional(),
  "timeout-minutes": z.number().optional(),
  strategy: z.object({ matrix: z.record(z.string(), z.unknown()) }).optional(),
  concurrency: z.object({ group: z.string(), "cancel-in-progress": z.boolean() }).optional(),
});
const Workflow = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), Job),
});
const Action = z.looseObject({ runs: z.looseObject({ steps: z.array(stepSchema) }) });

export type Step = z.infer<typeof stepSchema>;
/** A job of a workflow. */
type WorkflowJob = z.infer<typeof Job>;

export const ROOT = path.join(__dirname, "../..");
const FOLDER = path.join(ROOT, ".github/workflows");
export const SET_UP = readFileSync(path.join(ROOT, ".github/actions/set-up/action.yml"), "utf8");

export const workflows = readdirSync(FOLDER).map((file) => {
  const text = readFileSync(path.join(FOLDER, file), "utf8");
  return { file, text, ...Workflow.parse(parse(text)) };
});
export const jobs = workflows.flatMap(({ file, jobs }) =>
  Object.entries(jobs).map(([name, job]) => ({ title: `${file} ${name}`, ...job })),
);
export const setUpSteps = Action.parse(parse(SET_UP)).runs.steps;

export function workflow(file: string): (typeof workflows)[number] {
  const found = workflows.find((each) => each.file === file);
  if (found === undefined) throw new Error(`${file} does not exist`);
  return found;
}

export function job(file: string, name: string): WorkflowJob {
  const found = workflow(file).jobs[name];
  if (found === undefined) throw new Error(`${file} has no job ${name}`);
  return found;
}
