import { z } from "zod";

import { parseJson, readText } from "../terminal/json";
import { ToolError } from "../terminal/tool";

/** A comment of the pull request. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
}

/** The comments of one pull request on GitHub, or of one merge request on GitLab. */
export interface Comments {
  /** Comments of one page, from 1; a page after the last one is empty. */
  readonly page: (page: number) => Promise<readonly Comment[]>;
  readonly create: (body: string) => Promise<void>;
  readonly update: (id: number, body: string) => Promise<void>;
  /** Author of the comments that `create` makes. */
  readonly self: () => Promise<string>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The most comments that both sites return in one page. */
const PAGE_SIZE = 100;

/** The comments of the pull request that the workflow runs for. */
export function commentsOf(env: Environment, fetcher: typeof fetch = fetch): Comments {
  if (env["GITHUB_REPOSITORY"] !== undefined) return gitHubComments(env, fetcher);
  if (env["CI_PROJECT_ID"] !== undefined) return gitLabComments(env, fetcher);
  throw new ToolError(
    "No pull request is known: neither GITHUB_REPOSITORY nor CI_PROJECT_ID is set. Run this command in a workflow.",
  );
}

/** https://docs.github.com/en/rest/issues/comments */
function gitHubComments(env: Environment, fetcher: typeof fetch): Comments {
  const api = env["GITHUB_API_URL"] ?? "https://api.github.com";
  const repository = `${api}/repos/${required(env, "GITHUB_REPOSITORY")}`;
  const thread = `${repository}/issues/${pullRequestNumber(required(env, "GITHUB_EVENT_PATH"))}/comments`;
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${required(env, "GITHUB_TOKEN")}`,
    "x-github-api-version": "2022-11-28",
  };
  return endpoints({
    fetcher,
    headers,
    thread,
    comment: (id) => `${repository}/issues/comments/${id}`,
    updateMethod: "PATCH",
    user: `${api}/user`,
    authorOf: ({ user }) => user?.login ?? "",
  });
}

/** https://docs.gitlab.com/api/notes/ */
function gitLabComments(env: Environment, fetcher: typeof fetch): Comments {
  const project = `${required(env, "CI_API_V4_URL")}/projects/${required(env, "CI_PROJECT_ID")}`;
  const thread = `${project}/merge_requests/${required(env, "CI_MERGE_REQUEST_IID")}/notes`;
  return endpoints({
    fetcher,
    headers: { "private-token": required(env, "GITLAB_TOKEN") },
    thread,
    comment: (id) => `${thread}/${id}`,
    updateMethod: "PUT",
    user: `${required(env, "CI_API_V4_URL")}/user`,
    authorOf: ({ author }) => author?.username ?? "",
  });
}

interface User {
  readonly login?: string;
  readonly username?: string;
}

interface SiteComment {
  readonly id: number;
  readonly body: string;
  /** On GitHub. */
  readonly user?: User | null;
  /** On GitLab. */
  readonly author?: User;
}

interface Endpoints {
  readonly fetcher: typeof fetch;
  readonly headers: Readonly<Record<string, string>>;
  readonly thread: string;
  readonly comment: (id: number) => string;
  readonly updateMethod: "PATCH" | "PUT";
  readonly user: string;
  readonly authorOf: (comment: SiteComment) => string;
}

/** The author of comments that are made with the token of a workflow, which may not ask for its own name. */
const WORKFLOW_AUTHOR = "github-actions[bot]";

function endpoints({ fetcher, headers, thread, comment, updateMethod, user, authorOf }: Endpoints): Comments {
  const request = (method: string, url: string, body?: string): Promise<Response> =>
    fetcher(url, {
      method,
      headers: { ...headers, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify({ body }) }),
    });
  const send = async (method: string, url: string, body?: string): Promise<Response> => {
    const response = await request(method, url, body);
    if (response.ok) return response;
    throw new ToolError(`${method} ${url} failed with status ${response.status}: ${await response.text()}`);
  };
  return {
    page: async (page) => {
      const comments = await (await send("GET", `${thread}?per_page=${PAGE_SIZE}&page=${page}`)).json();
      return (comments as readonly SiteComment[]).map((all) => ({ id: all.id, body: all.body, author: authorOf(all) }));
    },
    create: async (body) => {
      await send("POST", thread, body);
    },
    update: async (id, body) => {
      await send(updateMethod, comment(id), body);
    },
    self: async () => {
      const response = await request("GET", user);
      if (!response.ok) return WORKFLOW_AUTHOR;
      const { login, username } = (await response.json()) as User;
      return login ?? username ?? "";
    },
  };
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
const eventSchema = z.object({ pull_request: z.object({ number: z.int().positive() }).optional() });

function pullRequestNumber(eventFile: string): number {
  const event = parseJson(readText(eventFile), eventSchema, `${eventFile} is no event of a workflow run`);
  if (event.pull_request === undefined) {
    throw new ToolError("The event of this workflow run is not about a pull request.");
  }
  return event.pull_request.number;
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") throw new ToolError(`The environment variable ${name} is not set.`);
  return value;
}
