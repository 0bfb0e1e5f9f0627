import { readState } from "../../../../tools/state/exported-state";

const SELECT = ["--stack", "dev"];

function reading(stderr: string): ReturnType<typeof readState> {
  return readState(SELECT, () => Promise.resolve({ exitCode: 1, stdout: "", stderr }));
}

describe("a state that cannot be read", () => {
  it.each([
    ["error: incorrect passphrase", "PULUMI_CONFIG_PASSPHRASE"],
    ["ExpiredToken: The provided token has expired", "docs/runbooks/expired-credentials.md"],
    ["no EC2 IMDS role found, operation error", "docs/runbooks/expired-credentials.md"],
    ["AccessDenied: User is not authorized to perform: kms:Decrypt", "Use the role that updates this stack"],
    ["error: failed to load checkpoint: place 1: unexpected end of JSON input", "docs/runbooks/lost-state.md"],
    ["NoSuchBucket: The specified bucket does not exist", "PULUMI_BACKEND_URL"],
    ["dial tcp: lookup state.s3.amazonaws.com: no such host", "Check the network"],
    ["error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions", "npm run pulumi -- login"],
    ["something else", "npm run doctor"],
  ])("because of %s is explained with a remedy, and with the error", async (error, remedy) => {
    const explanation = expect.stringMatching(
      new RegExp(`${error.replaceAll(/[.:*+?^$()[\]]/g, "\\$&")}[^]*${remedy.replaceAll(/[.:*+?^$()[\]]/g, "\\$&")}`),
    ) as string;
    expect(await reading(error)).toEqual({ kind: "unreadable", explanation });
  });

  it("is absent if the backend has no such stack", async () => {
    expect(await reading("error: no stack named 'dev' found")).toEqual({ kind: "absent" });
  });
});
