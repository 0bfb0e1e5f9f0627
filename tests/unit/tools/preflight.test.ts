import { createServer } from "node:net";

import { isReachable, preflight } from "../../../tools/up/preflight";

const ENDPOINT = "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com";

async function check(
  endpoint: string | undefined,
  isConnected: boolean,
): Promise<{ readonly error: string | undefined; readonly connections: readonly [string, number][] }> {
  const connections: [string, number][] = [];
  const error = await preflight(endpoint, (host, port) => {
    connections.push([host, port]);
    return Promise.resolve(isConnected);
  });
  return { error, connections };
}

describe("the check before an update", () => {
  it("fails when the Kubernetes API of the stack is unreachable", async () => {
    const { error, connections } = await check(ENDPOINT, false);
    expect(connections).toEqual([["0123456789abcdef.gr7.eu-west-1.eks.amazonaws.com", 443]]);
    expect(error).toContain("cannot connect to the Kubernetes API");
    expect(error).toContain("Nothing was changed.");
  });

  it.each<[string, string | undefined, boolean]>([
    ["the API is reachable", ENDPOINT, true],
    ["the stack has no API yet", undefined, false],
    ["the output is not a URL", "[secret]", false],
  ])("passes when %s", async (_, endpoint, isConnected) => {
    expect((await check(endpoint, isConnected)).error).toBeUndefined();
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
