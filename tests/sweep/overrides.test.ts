import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";

import { loadConfig } from "../../config/program";
import { asEngineDoes, recordProgram } from "../support/program";
import { brokenConfigs, expectedReport, reportOn } from "../unit/config/broken-config";
import { TODAY } from "../unit/config/fixtures";

function withOverride(name: string, type: string, values: object): ReturnType<typeof recordProgram> {
  return recordProgram("dev", {
    edit: (config) => {
      config["groundwork:overrides"] = { [name]: { type, arguments: values } };
    },
  });
}

describe("an override of the stack file", () => {
  it("is merged over the arguments of the named resource, and changes no other resource", async () => {
    const before = await recordProgram("dev");
    const after = await withOverride("cluster", "aws:eks/cluster:Cluster", {
      upgradePolicy: { supportType: "EXTENDED" },
    });
    const changed = after.resources.filter(
      ({ inputs }, index) => JSON.stringify(inputs) !== JSON.stringify(before.resources[index]?.inputs),
    );
    expect(changed.map(({ name }) => name)).toEqual(["cluster"]);
    expect(changed[0]?.inputs).toMatchObject({ upgradePolicy: { supportType: "EXTENDED" } });
  });
});

describe("the report on a broken override", () => {
  const cases = brokenConfigs().filter(({ needsCompiler }) => needsCompiler);

  it.each(cases)("$title", (broken) => {
    expect(reportOn(broken)).toBe(expectedReport(broken));
  });

  it.each(cases)("is that of the program: $title", async ({ text, stack, report }) => {
    const { config } = parse(text) as { readonly config: Readonly<Record<string, unknown>> };
    const mocks = { newResource: () => ({ id: undefined, state: {} }), call: () => ({ outputs: {} }) };
    await pulumi.runtime.setMocks(mocks, "groundwork", stack, false, "organization");
    pulumi.runtime.setAllConfig(asEngineDoes(config));
    const error: unknown = await loadConfig({ today: TODAY }).catch((reason: unknown) => reason);
    expect(codesIn(String(error))).toEqual(codesIn(report));
  });
});

/** The program has no positions in the file of this case, by which a report is sorted. */
function codesIn(report: string): readonly string[] {
  return [...(report.match(/\S+ {2}\[overrides\/.+\]/g) ?? [])].sort();
}
