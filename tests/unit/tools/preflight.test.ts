import { createServer } from "node:net";

import { answers, preflight } from "../../../tools/up/preflight";

const ENDPOINT = "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com";

interface Seen {
  readonly selected: (readonly string[])[];
  readonly asked: [string, number][];
}

async function check(
  args: readonly string[],
  endpoint: string | undefined,
  isThere: boolean,
): Promise<Seen & { readonly obstacle: string | undefined }> {
  const seen: Seen = { selected: [], asked: [] };
  const obstacle = await preflight(args, {
    output: (name, select) => {
      expect(name).toBe("clusterEndpoint");
      seen.selected.push(select);
      return Promise.resolve(endpoint);
    },
    answers: (host, port) => {
      seen.asked.push([host, port]);
      return Promise.resolve(isThere);
    },
  });
  return { ...seen, obstacle };
}

describe("before an update", () => {
  it("the Kubernetes API of the stack has to answer from here", async () => {
    const { obstacle, asked } = await check(["--stack", "prod"], ENDPOINT, false);
    expect(asked).toEqual([["0123456789abcdef.gr7.eu-west-1.eks.amazonaws.com", 443]]);
    expect(obstacle).toContain("does not answer from here");
    expect(obstacle).toContain("Nothing was changed.");
  });

  it.each<[string, string | undefined, boolean]>([
    ["it answers", ENDPOINT, true],
    ["there is none yet", undefined, false],
    ["the output is nothing to connect to", "[secret]", false],
  ])("nothing stands in the way where %s", async (_, endpoint, isThere) => {
    expect((await check([], endpoint, isThere)).obstacle).toBeUndefined();
  });

  it.each<[string, string[], string[]]>([
    ["the selected one", ["--yes", "--non-interactive"], []],
    ["the one of an option", ["--yes", "--stack", "prod", "--parallel", "4"], ["--stack", "prod"]],
    [
      "the one of a short option in another folder",
      ["-s", "dev", "--cwd", "fleet"],
      ["--stack", "dev", "--cwd", "fleet"],
    ],
    ["the one after an equals sign", ["--stack=prod"], ["--stack", "prod"]],
  ])("the stack that is asked is %s", async (_, args, select) => {
    expect((await check(args, ENDPOINT, true)).selected).toEqual([select]);
  });
});

describe("whether an API answers", () => {
  it("is whether it takes a connection", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await answers("127.0.0.1", port)).toBe(true);
    await new Promise((resolve) => server.close(resolve));
    expect(await answers("127.0.0.1", port)).toBe(false);
  });

  it("is no for a name that nobody knows", async () => {
    expect(await answers("nowhere.invalid", 443)).toBe(false);
  });
});
