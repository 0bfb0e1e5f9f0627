import { propose, type ProposedChange } from "../../../../tools/github/propose";
import type { CommandOptions } from "../../../../tools/terminal/command";

const CHANGE: ProposedChange = {
  subject: "add-ons",
  repository: "acme/shop",
  base: "main",
  url: "https://github.com/acme/shop/actions/runs/1",
  token: "token-1",
};

/** What the command did, in a work tree with these changes and with these open pull requests. */
async function proposed(
  status: string,
  pulls: readonly object[] = [],
  failing = "",
): Promise<{ said: string; git: readonly string[]; env: CommandOptions["env"]; sent: readonly unknown[] }> {
  const [git, sent]: [string[], unknown[]] = [[], []];
  let env: CommandOptions["env"];
  const said = await propose(
    CHANGE,
    {
      list: (path) => {
        sent.push(path);
        return Promise.resolve(pulls);
      },
      send: (...request) => {
        sent.push(request);
        return Promise.resolve({ number: 8 });
      },
    },
    (_, args, options) => {
      git.push(args.join(" "));
      env = options?.env;
      const exitCode = args[0] === failing ? 1 : 0;
      const answers: Readonly<Record<string, string>> = { status, "rev-parse": "9d1e0b7\n" };
      return Promise.resolve({ exitCode, stdout: answers[args[0] ?? ""] ?? "", stderr: "denied" });
    },
  );
  return { said, git, env, sent };
}

const CHANGED = " M domain/cluster/addons/coredns.ts\n";

describe("a proposal of the weekly maintenance", () => {
  it("is one commit on its own branch, and a pull request that names the run", async () => {
    const { said, git, sent } = await proposed(CHANGED);
    expect(said).toBe("Opened pull request #8.");
    expect(git.slice(1)).toEqual([
      "rev-parse HEAD",
      "checkout -B maintenance/add-ons",
      "add --update",
      expect.stringMatching(/^-c user.name=github-actions\[bot\] .* commit --message Update add-ons$/),
      "push --force https://github.com/acme/shop.git HEAD:refs/heads/maintenance/add-ons",
      "checkout --quiet --detach 9d1e0b7",
    ]);
    expect(sent).toEqual([
      "/pulls?state=open&head=acme:maintenance/add-ons",
      [
        "POST",
        "/pulls",
        {
          title: "Update add-ons",
          head: "maintenance/add-ons",
          base: "main",
          body: expect.stringContaining(CHANGE.url) as string,
        },
      ],
    ]);
  });

  it("renews the pull request that is open", async () => {
    const { said, sent } = await proposed(CHANGED, [{ number: 7 }]);
    expect([said, sent]).toEqual(["Renewed pull request #7.", ["/pulls?state=open&head=acme:maintenance/add-ons"]]);
  });

  it("is none if nothing changed", async () => {
    const { said, git } = await proposed("");
    expect([said, git]).toEqual(["No add-ons to propose.", ["status --porcelain"]]);
  });

  it("passes the token in the environment only", async () => {
    const { git, env } = await proposed(CHANGED);
    expect(git.join("\n")).not.toContain(CHANGE.token);
    const header = `AUTHORIZATION: basic ${Buffer.from("x-access-token:token-1").toString("base64")}`;
    expect(env).toMatchObject({ GIT_CONFIG_VALUE_0: header });
  });

  it("fails with the message of Git", async () => {
    await expect(proposed(CHANGED, [], "push")).rejects.toThrow(/^`git push .*` failed:\ndenied$/);
  });
});
