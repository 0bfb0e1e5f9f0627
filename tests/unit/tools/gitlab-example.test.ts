import { readFileSync } from "node:fs";
import path from "node:path";

import { type CollectionTag, parse } from "yaml";

import { PROJECT_DIR } from "../../support/stack-files";
import { job } from "../../support/workflows";

interface Job {
  readonly script?: readonly string[];
  readonly environment?: { readonly name: string; readonly on_stop?: string; readonly action?: string };
  readonly rules?: readonly { readonly if: string; readonly when?: string; readonly allow_failure?: boolean }[];
  readonly resource_group?: string;
  readonly interruptible?: boolean;
  readonly extends?: string;
}

type Pipeline = Readonly<Record<string, Job & readonly string[]>>;

const TEXT = readFileSync(path.join(PROJECT_DIR, "examples/ci/.gitlab-ci.yml"), "utf8");

/** `!reference [.key]` stands for the value of that key. */
const reference: CollectionTag = {
  tag: "!reference",
  collection: "seq",
  resolve: (value) => `reference ${String(value.toJSON())}`,
};
const PIPELINE = parse(TEXT, { customTags: [reference], merge: true }) as Pipeline;

function scriptOf(name: string): readonly string[] {
  return (PIPELINE[name]?.script ?? []).flatMap((line) => {
    const key = /^reference (.*)$/.exec(line)?.[1];
    return key === undefined ? [line] : (PIPELINE[key] ?? []);
  });
}

/** The commands of a job in ephemeral.yml, one for each line, in the spelling of GitLab's file. */
function commandsOf(name: string): readonly string[] {
  return job("ephemeral.yml", name)
    .steps.flatMap(({ run = "" }) => run.split("\n"))
    .map((line) => line.replace(/^exec /, "").replace("$TEMPLATE", "$EPHEMERAL_TEMPLATE"))
    .filter((line) => line !== "");
}

describe("the waste report in the example of GitLab", () => {
  it("runs the command of GitHub's job in a schedule that asks for it, with the role of previews", () => {
    const waste = PIPELINE["waste"];
    const [ofGithub = ""] = job("maintenance.yml", "waste").steps.flatMap(({ run = [] }) => run);
    expect(ofGithub.replace('"$TARGET" --output waste', '"$STACK" --output "waste/$STACK"')).toBe(
      `${waste?.script?.[0] ?? ""} || [ $? -eq 10 ]`,
    );
    expect(waste?.environment).toEqual({ name: "preview/$STACK", action: "verify" });
    expect(waste?.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "schedule" && $WASTE' }]);
  });
});

describe("short-lived stacks in the example of GitLab", () => {
  it.each([
    ["ephemeral", "up"],
    ["ephemeral-destroy", "destroy"],
    ["reap", "reap"],
  ])("have the job %s with the commands of the job %s of GitHub", (name, ofGithub) => {
    expect(scriptOf(name)).toEqual(commandsOf(ofGithub));
  });

  it("are destroyed by the environment that their update opens, without blocking the pipeline", () => {
    const [up, destroy] = [PIPELINE["ephemeral"], PIPELINE["ephemeral-destroy"]];
    expect(up?.environment).toEqual({ name: destroy?.environment?.name, on_stop: "ephemeral-destroy" });
    expect(destroy?.environment?.action).toBe("stop");
    expect(destroy?.rules).toEqual([{ if: up?.rules?.[0]?.if, when: "manual", allow_failure: true }]);
  });

  it("are never cancelled, updated one job after the other, and only for branches of the project", () => {
    expect(PIPELINE["ephemeral"]?.extends).toBe(PIPELINE["ephemeral-destroy"]?.extends);
    expect(PIPELINE[".ephemeral"]).toMatchObject({
      interruptible: false,
      resource_group: "stack-pr-$CI_MERGE_REQUEST_IID",
    });
    const condition = PIPELINE["ephemeral"]?.rules?.[0]?.if;
    expect(condition).toContain("$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID");
    expect(condition).toContain("$EPHEMERAL_TEMPLATE");
  });
});
