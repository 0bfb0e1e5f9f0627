import { withoutSecrets } from "../../../tools/rehearse/stack-file";

describe("the stack file of a rehearsal", () => {
  it("contains no ciphertext, key or salt, and is otherwise unchanged", () => {
    const text = [
      "secretsprovider: awskms://alias/state",
      "encryptedkey: AQICAHg",
      "config:",
      "  # who owns it",
      "  groundwork:tags:",
      "    owner: team",
      "    costCenter:",
      "      secure: v1:abc:def",
      "  groundwork:name:",
      "    secure: v1:ghi",
      "",
    ].join("\n");
    expect(withoutSecrets(text)).toBe(
      [
        "config:",
        "  # who owns it",
        "  groundwork:tags:",
        "    owner: team",
        "    costCenter: rehearsal-secret",
        "  groundwork:name: rehearsal-secret",
        "",
      ].join("\n"),
    );
  });
});
