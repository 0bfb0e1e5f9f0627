import { workflowRepository } from "../../../../tools/github/api";

const ENV = { GITHUB_REPOSITORY: "acme/shop", GITHUB_TOKEN: "t" };

function answers(...responses: readonly [number, unknown][]): {
  readonly request: typeof fetch;
  readonly urls: string[];
} {
  const urls: string[] = [];
  return {
    urls,
    request: (url) => {
      const [status, body] = responses[urls.length] ?? [200, []];
      urls.push(new Request(url).url);
      return Promise.resolve(new Response(JSON.stringify(body), { status }));
    },
  };
}

describe("the GitHub API", () => {
  it("reads every page of a list", async () => {
    const { request, urls } = answers([200, [1, 2]], [200, [3]], [200, []]);
    expect(await workflowRepository(ENV, request).list("/issues?state=open")).toEqual([1, 2, 3]);
    expect(urls[2]).toBe("https://api.github.com/repos/acme/shop/issues?state=open&per_page=100&page=3");
  });

  it("returns nothing for what does not exist, and fails for any other error", async () => {
    const { request } = answers([404, {}], [403, { message: "Resource not accessible by integration" }]);
    const github = workflowRepository(ENV, request);
    expect(await github.get("/environments/dev")).toBeUndefined();
    await expect(github.get("/environments/dev")).rejects.toThrow("HTTP status 403");
  });

  it("needs a repository and a token", () => {
    expect(() => workflowRepository({})).toThrow("Set GITHUB_REPOSITORY");
  });
});
