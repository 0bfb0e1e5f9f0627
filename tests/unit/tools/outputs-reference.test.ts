import { renderOutputsReference } from "../../../tools/config/outputs-reference";

const SECTIONS = renderOutputsReference().split("\n## ").slice(1);

describe("the reference of stack outputs", () => {
  it.each(SECTIONS.map((section) => [section.split("\n")[0] ?? "", section]))(
    "states type and meaning of %s",
    (_, section) => {
      expect(section).toMatch(/^\w+\n\nType: `[^`]+`( \(optional\))?\n\n\S.+\.(\n\n(- `\w+`.*\n?)+)?\n*$/);
    },
  );

  it("marks outputs that some stacks do not have", () => {
    const optional = SECTIONS.filter((section) => section.includes("(optional)"));
    expect(optional.map((section) => section.split("\n")[0])).toEqual([
      "storageKeyArn",
      "oidcProviderArn",
      "webAclArn",
      "hostedZones",
      "permissionsBoundaryArn",
      "alarmTopicArn",
      "prometheusEndpoint",
      "grafanaEndpoint",
      "extensions",
    ]);
  });

  it("describes types that other files declare", () => {
    const section = (name: string): string | undefined => SECTIONS.find((text) => text.startsWith(`${name}\n`));
    expect(section("monthlyCost")).toContain("- `fixedUsd` (`number`): US dollars");
    expect(section("subnetIds")).toContain('- `Tier`: `"public"`, `"private"`, `"isolated"`, `"control-plane"`');
  });
});
