import { recordProgram } from "../support/program";

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
