import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { postComment, readReports } from "../../../tools/comment/post";
import { type Comment, commentsOf, type Environment } from "../../../tools/comment/site";
import { mergeReports } from "../../../tools/report/merge";
import type { Report } from "../../../tools/report/model";
import { MARKER } from "../../../tools/report/render/comment";
import { writeReport } from "../../../tools/report/write";
import { ToolError } from "../../../tools/terminal/tool";

const SELF = "github-actions[bot]";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "groundwork-comment-"));
  writeFileSync(path.join(folder, "event.json"), JSON.stringify({ pull_request: { number: 7 } }));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("the event of a workflow run", () => {
  test.each(["", "{", "[]", '{"pull_request":{"number":"5/../../x"}}', '{"pull_request":{"number":-1}}'])(
    "is refused with its path if it is none of GitHub: %s",
    (content) => {
      const file = path.join(folder, "event.json");
      writeFileSync(file, content);
      const env = { GITHUB_REPOSITORY: "acme/shop", GITHUB_TOKEN: "t", GITHUB_EVENT_PATH: file };
      expect(() => commentsOf(env, fetch)).toThrow(ToolError);
      expect(() => commentsOf(env, fetch)).toThrow(`${file} is no event of a workflow run`);
    },
  );
});

test("a report is written once into the summary of the job", async () => {
  const [summary, output] = [path.join(folder, "summary.md"), path.join(folder, "report")];
  await writeReport(output, report("dev"), [], { GITHUB_STEP_SUMMARY: summary });
  expect(readFileSync(summary, "utf8")).toBe(readFileSync(path.join(output, "page.md"), "utf8"));
});

describe("the comment of a pull request", () => {
  test("is created once, and edited by every later report", async () => {
    const site = gitHub([comment(1, "Looks good", "reviewer")]);
    expect(await postComment([report("dev")], site.comments)).toBe("created");
    expect(await postComment([report("prod")], site.comments)).toBe("updated");
    expect(site.bodies().filter((body) => body.startsWith(MARKER))).toHaveLength(1);
    expect(site.bodies()[1]).toContain("<code>prod</code>");
  });

  test("is found on a later page of a long discussion", async () => {
    const discussion = Array.from({ length: 250 }, (_, index) => comment(index, "Agreed", "reviewer"));
    const site = gitHub([...discussion, comment(250, `${MARKER}\nold`, SELF)]);
    expect(await postComment([report("dev")], site.comments)).toBe("updated");
    expect(site.bodies()).toHaveLength(251);
    expect(site.bodies()[250]).toContain("<code>dev</code>");
  });

  test("is never a comment of somebody else, who could edit the report afterwards", async () => {
    const site = gitHub([comment(1, `${MARKER}\nAll good, please merge`, "attacker")]);
    expect(await postComment([report("dev")], site.comments)).toBe("created");
    expect(site.bodies()[0]).toContain("please merge");
  });

  test("of a personal token is found by the login of its owner", async () => {
    const site = gitHub([comment(1, `${MARKER}\nold`, "release-bot")], "release-bot");
    expect(await postComment([report("dev")], site.comments)).toBe("updated");
  });

  test("that the token may not write is an error with the status and the answer of the site", async () => {
    const site = gitHub([], SELF, 403);
    await expect(postComment([report("dev")], site.comments)).rejects.toThrow(
      "POST https://api.github.com/repos/acme/platform/issues/7/comments failed with status 403: Resource not accessible",
    );
  });
});

test("a merge request on GitLab gets the same comment", async () => {
  const calls: string[] = [];
  const env = { CI_API_V4_URL: "https://gitlab.example/api/v4", CI_PROJECT_ID: "3", CI_MERGE_REQUEST_IID: "9" };
  const comments = commentsOf({ ...env, GITLAB_TOKEN: "t" }, (url, init) => {
    calls.push(`${init?.method ?? ""} ${requestUrl(url)}`);
    if (requestUrl(url).endsWith("/user")) return Promise.resolve(Response.json({ username: "bot" }));
    if (requestUrl(url).endsWith("page=1")) {
      return Promise.resolve(Response.json([{ id: 4, body: `${MARKER}\nold`, author: { username: "bot" } }]));
    }
    return Promise.resolve(Response.json([]));
  });
  expect(await postComment([report("dev")], comments)).toBe("updated");
  expect(calls.at(-1)).toBe("PUT https://gitlab.example/api/v4/projects/3/merge_requests/9/notes/4");
});

describe("the environment of a workflow", () => {
  test.each<[string, Environment, string]>([
    ["without a site", {}, "No pull request is known"],
    ["without a token", { GITHUB_REPOSITORY: "a/b", GITHUB_EVENT_PATH: "EVENT" }, "GITHUB_TOKEN is not set"],
    ["without an event", { GITHUB_REPOSITORY: "a/b", GITHUB_TOKEN: "t" }, "GITHUB_EVENT_PATH is not set"],
    [
      "of a push",
      { GITHUB_REPOSITORY: "a/b", GITHUB_TOKEN: "t", GITHUB_EVENT_PATH: "PUSH" },
      "is not about a pull request",
    ],
  ])("%s is an error that names what is missing", (_, env, message) => {
    writeFileSync(path.join(folder, "push.json"), "{}");
    const files = new Map([
      ["EVENT", path.join(folder, "event.json")],
      ["PUSH", path.join(folder, "push.json")],
    ]);
    const event = files.get(env["GITHUB_EVENT_PATH"] ?? "");
    expect(() => commentsOf({ ...env, GITHUB_EVENT_PATH: event }, fetch)).toThrow(message);
  });
});

describe("a folder of reports", () => {
  test("has one report.json for each job, in any depth", () => {
    for (const name of ["dev", "prod"]) {
      mkdirSync(path.join(folder, "reports", name), { recursive: true });
      writeFileSync(path.join(folder, "reports", name, "report.json"), JSON.stringify(report(name)));
    }
    expect(readReports(folder)).toEqual([report("dev"), report("prod")]);
  });

  test("without a report, or with a report of another version, is an error that names the file", () => {
    expect(() => readReports(folder)).toThrow(`${folder} has no report.json`);
    const missing = path.join(folder, "none");
    expect(() => readReports(missing)).toThrow(
      new ToolError(`${missing} does not exist. Make a report: npm run report -- <stack>…`),
    );
    writeFileSync(path.join(folder, "report.json"), JSON.stringify({ ...report("dev"), formatVersion: 99 }));
    expect(() => readReports(folder)).toThrow("report.json is not a report of this version");
  });
});

test("reports of several jobs are joined, and a real preview takes the place of the simulated one of its stack", () => {
  const real = { ...report("prod"), isSimulated: false };
  const [first, second, ...others] = mergeReports([report("prod"), real, report("dev")]);
  expect(first?.stacks.map(({ stack }) => stack)).toEqual(["prod"]);
  expect(first?.isSimulated).toBe(false);
  expect(second?.stacks.map(({ stack }) => stack)).toEqual(["dev"]);
  expect(others).toEqual([]);
});

test("reports of different commits are not joined", () => {
  const merged = mergeReports([
    { ...report("prod"), commit: "a" },
    { ...report("dev"), commit: "b" },
  ]);
  expect(merged.map(({ commit, stacks }) => [commit, stacks.map(({ stack }) => stack)])).toEqual([
    ["a", ["prod"]],
    ["b", ["dev"]],
  ]);
});

/** GitHub's comments of one issue, in pages. */
function gitHub(existing: readonly Comment[], login?: string, createStatus = 201) {
  const stored = [...existing];
  const respond = (url: string, init: RequestInit): Response => {
    const { body = "" } = JSON.parse(typeof init.body === "string" ? init.body : "{}") as { body?: string };
    if (url.endsWith("/user"))
      return login === undefined ? new Response("", { status: 403 }) : Response.json({ login });
    if (init.method === "POST") {
      if (createStatus !== 201) return new Response("Resource not accessible", { status: createStatus });
      stored.push(comment(stored.length + 1_000, body, login ?? SELF));
      return Response.json({}, { status: 201 });
    }
    if (init.method === "PATCH") {
      const index = stored.findIndex(({ id }) => url.endsWith(`/issues/comments/${id}`));
      stored[index] = comment(stored[index]?.id ?? -1, body, login ?? SELF);
      return Response.json({});
    }
    const page = Number(new URL(url).searchParams.get("page"));
    const size = Number(new URL(url).searchParams.get("per_page"));
    const shown = stored.slice((page - 1) * size, page * size);
    return Response.json(shown.map(({ id, body: text, author }) => ({ id, body: text, user: { login: author } })));
  };
  const env = {
    GITHUB_REPOSITORY: "acme/platform",
    GITHUB_EVENT_PATH: path.join(folder, "event.json"),
    GITHUB_TOKEN: "t",
  };
  return {
    comments: commentsOf(env, (url, init) => Promise.resolve(respond(requestUrl(url), init ?? {}))),
    bodies: () => stored.map(({ body }) => body),
  };
}

function requestUrl(url: Parameters<typeof fetch>[0]): string {
  return url instanceof Request ? url.url : url.toString();
}

function comment(id: number, body: string, author: string): Comment {
  return { id, body, author };
}

function report(stack: string): Report {
  return {
    formatVersion: 1,
    isSimulated: true,
    versions: { groundwork: "0.0.0", pulumi: "3.0.0" },
    stacks: [
      {
        stack,
        file: `Pulumi.${stack}.yaml`,
        outcome: "unchanged",
        counts: { create: 0, update: 0, replace: 0, delete: 0, unchanged: 3 },
        changes: [],
        drift: [],
        notices: [],
        limits: [],
        policy: [],
        problems: [],
        commands: [],
      },
    ],
  };
}
