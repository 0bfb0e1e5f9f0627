import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { scripts } from "../../../package.json";

const Step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const Job = z.looseObject({
  uses: z.string().optional(),
  steps: z.array(Step).default([]),
  permissions: z.record(z.string(), z.string()).optional(),
  "runs-on": z.string().optional(),
  "timeout-minutes": z.number().optional(),
  strategy: z.object({ matrix: z.record(z.string(), z.unknown()) }).optional(),
  concurrency: z.object({ group: z.string(), "cancel-in-progress": z.boolean() }).optional(),
});
const Workflow = z.looseObject({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), Job),
});

const FOLDER = path.join(__dirname, "../../../.github/workflows");
const workflows = readdirSync(FOLDER).map((file) => {
  const text = readFileSync(path.join(FOLDER, file), "utf8");
  return { file, text, ...Workflow.parse(parse(text)) };
});
const jobs = workflows.flatMap(({ file, jobs }) =>
  Object.entries(jobs).map(([name, job]) => ({ title: `${file} ${name}`, ...job })),
);

describe.each(workflows)("$file", ({ text, permissions }) => {
  it("pins every third-party action to a commit, with its version in a comment", () => {
    const loose = text
      .split("\n")
      .filter((line) => line.includes("uses:") && !line.includes("uses: ./"))
      .filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
    expect(loose).toEqual([]);
  });

  it("has permission only to read the repository by default", () => {
    expect(permissions).toEqual({ contents: "read" });
  });
});

describe.each(jobs)("$title", (job) => {
  const { steps } = job;

  it("has no additional permissions except an identity token", () => {
    const more = Object.entries(job.permissions ?? {}).filter(([scope]) => scope !== "contents");
    expect(more.filter(([scope, access]) => scope !== "id-token" || access !== "write")).toEqual([]);
  });

  it("interpolates no untrusted input into a script", () => {
    const scripted = steps.flatMap(({ run }) => [...(run ?? "").matchAll(/\$\{\{(.*?)\}\}/g)].map(([, body]) => body));
    expect(scripted).toEqual([]);
  });

  it("calls only npm scripts that exist", () => {
    const called = steps.flatMap(({ run }) => [...(run ?? "").matchAll(/npm run (?:--silent )?([\w:]+)/g)]);
    expect(called.map(([, script]) => script).filter((script) => !Object.hasOwn(scripts, script ?? ""))).toEqual([]);
  });

  it("does not persist the token of the checkout", () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@") === true);
    expect(checkouts.map((step) => step.with?.["persist-credentials"])).toEqual(checkouts.map(() => false));
  });

  it("reads the stacks of its matrix from the stack files or from a variable", () => {
    const fromFiles = /^\$\{\{ fromJSON\((needs\.stacks\.outputs|vars)\.\w+\) \}\}$/;
    expect(Object.values(job.strategy?.matrix ?? {}).filter((value) => !fromFiles.test(String(value)))).toEqual([]);
  });

  it("has a timeout for every job", () => {
    expect(job.uses !== undefined || job["timeout-minutes"] !== undefined).toBe(true);
  });
});

describe("a job with credentials of AWS", () => {
  const jobsAtAws = jobs.filter(({ steps }) => steps.some(({ uses }) => uses?.startsWith("aws-actions/") === true));

  it("only updates or previews a stack", () => {
    expect(jobsAtAws.map(({ title }) => title)).toEqual(["deploy-stack.yml up", "preview.yml preview"]);
  });

  it.each(jobsAtAws)("$title runs inside the network of a stack whose Kubernetes API is private", (job) => {
    expect(job["runs-on"]).toMatch(
      /^\$\{\{ fromJSON\(vars\.RUNNERS \|\| '\{\}'\)\[(inputs|matrix)\.stack\] \|\| 'ubuntu-[\d.]+' \}\}$/,
    );
  });
});

describe("an update of a stack", () => {
  const updates = jobs.filter(({ steps }) => steps.some(({ run }) => run?.includes("npm run up") === true));

  it("is defined once", () => {
    expect(updates.map(({ title }) => title)).toEqual(["deploy-stack.yml up"]);
  });

  it.each(updates)("is never cancelled and waits for the previous update", ({ concurrency }) => {
    expect(concurrency).toEqual({ group: "stack-${{ inputs.stack }}", "cancel-in-progress": false });
  });

  it.each(updates)("has credentials that are valid longer than the job, so that Pulumi can save the state", (job) => {
    const durations = job.steps
      .map((step) => step.with?.["role-duration-seconds"])
      .filter((value) => value !== undefined);
    expect(durations).toEqual([expect.any(Number)]);
    expect(Number(durations[0])).toBeGreaterThan(Number(job["timeout-minutes"]) * 60);
  });
});
