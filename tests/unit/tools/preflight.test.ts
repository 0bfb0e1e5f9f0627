import { createServer } from "node:net";

import { isReachable, preflight } from "../../../tools/up/preflight";

const ENDPOINT = "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com";

interface Seen {
  readonly selected: (readonly string[])[];
  readonly connections: [string, number][];
}

async function check(
  args: readonly string[],
  endpoint: string | undefined,
  isConnected: boolean,
): Promise<Seen & { readonly error: string | undefined }> {
  const seen: Seen = { selected: [], connections: [] };
  const error = await preflight(args, {
    output: (name, select) => {
      expect(name).toBe("clusterEndpoint");
      seen.selected.push(select);
      return Promise.resolve(endpoint);
    },
    isReachable: (host, port) => {
      seen.connections.push([host, port]);
      return Promise.resolve(isConnected);
    },
  });
  return { ...seen, error };
}

describe("the check before an update", () => {
  it("fails when the Kubernetes API of the stack is unreachable", async () => {
    const { error, connections } = await check(["--stack", "prod"], ENDPOINT, false);
    expect(connections).toEqual([["0123456789abcdef.gr7.eu-west-1.eks.amazonaws.com", 443]]);
    expect(error).toContain("cannot connect to the Kubernetes API");
    expect(error).toContain("Nothing was changed.");
  });

  it.each<[string, string | undefined, boolean]>([
    ["the API is reachable", ENDPOINT, true],
    ["the stack has no API yet", undefined, false],
    ["the output is not a URL", "[secret]", false],
  ])("passes when %s", async (_, endpoint, isConnected) => {
    expect((await check([], endpoint, isConnected)).error).toBeUndefined();
  });

  it("reads the output of the selected stack", async () => {
    expect((await check(["--stack", "prod"], ENDPOINT, true)).selected).toEqual([["--stack", "prod"]]);
  });
});

describe("isReachable", () => {
  it("returns whether the host accepts a connection", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await isReachable("127.0.0.1", port)).toBe(true);
    await new Promise((resolve) => server.close(resolve));
    expect(await isReachable("127.0.0.1", port)).toBe(false);
  });

  it("returns false for an unknown host name", async () => {
    expect(await isReachable("nowhere.invalid", 443)).toBe(false);
  });
});
