import { githubSubjects } from "../../../../domain/access/github-subjects";

describe("the subjects of GitHub's tokens", () => {
  it("have names only for a repository without IDs", () => {
    expect(githubSubjects({ repository: "acme/shop" }, "prod")).toEqual(["repo:acme/shop:environment:prod"]);
  });

  it("have both forms for a repository with IDs", () => {
    const repository = { repository: "acme/shop", ids: { owner: "12", repository: "345" } };
    expect(githubSubjects(repository, "preview-dev")).toEqual([
      "repo:acme/shop:environment:preview-dev",
      "repo:acme@12/shop@345:environment:preview-dev",
    ]);
  });
});
