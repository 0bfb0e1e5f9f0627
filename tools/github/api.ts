import { ToolError } from "../terminal/tool";

const NOT_FOUND = 404;
const TIMEOUT_MS = 30_000;

/** Calls the GitHub API for one repository. Paths are relative to it. */
export interface GitHub {
  /** Returns undefined if it does not exist. Throws a ToolError for any other error. */
  readonly get: (path: string) => Promise<unknown>;
  /** Returns all pages of a list. */
  readonly list: (path: string) => Promise<readonly unknown[]>;
  readonly send: (method: "POST" | "PATCH", path: string, body: object) => Promise<unknown>;
}

/** The repository and token of a workflow, from the environment: https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
export function workflowRepository(env: NodeJS.ProcessEnv, request: typeof fetch = fetch): GitHub {
  const { GITHUB_REPOSITORY: repository = "", GITHUB_TOKEN: token = "", GITHUB_API_URL: url } = env;
  if (repository === "" || token === "") {
    throw new ToolError(
      "Set GITHUB_REPOSITORY (OWNER/NAME) and GITHUB_TOKEN. On a laptop: GITHUB_TOKEN=$(gh auth token) GITHUB_REPOSITORY=acme/shop npm run github -- …",
    );
  }
  const call = async (method: string, path: string, body?: object): Promise<Response> => {
    const response = await request(`${url ?? "https://api.github.com"}/repos/${repository}${path}`, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "x-github-api-version": "2022-11-28",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok || response.status === NOT_FOUND) return response;
    throw new ToolError(
      `GitHub answered ${method} /repos/${repository}${path} with HTTP status ${response.status}: ${await response.text()}`,
    );
  };
  const get = async (path: string): Promise<unknown> => {
    const response = await call("GET", path);
    return response.status === NOT_FOUND ? undefined : response.json();
  };
  return {
    get,
    list: async (path) => {
      const items: unknown[] = [];
      for (let page = 1; ; page += 1) {
        const more = await get(`${path}${path.includes("?") ? "&" : "?"}per_page=100&page=${page}`);
        if (!Array.isArray(more) || more.length === 0) return items;
        items.push(...(more as readonly unknown[]));
      }
    },
    send: async (method, path, body) => {
      const response = await call(method, path, body);
      if (response.ok) return response.json();
      throw new ToolError(`GitHub does not know ${path} of ${repository}, or the token may not use it.`);
    },
  };
}
