import { mergeValues } from "../../../domain/values";

describe("mergeValues", () => {
  const values = { replicas: 2, controller: { env: [{ name: "A" }], resources: { cpu: "1", memory: "1Gi" } } };

  it.each<[string, object | undefined, object]>([
    ["changes nothing without overrides", undefined, values],
    ["replaces a scalar", { replicas: 3 }, { ...values, replicas: 3 }],
    [
      "merges maps key by key",
      { controller: { resources: { memory: "2Gi" } } },
      { ...values, controller: { ...values.controller, resources: { cpu: "1", memory: "2Gi" } } },
    ],
    [
      "replaces a list as a whole",
      { controller: { env: [{ name: "B" }] } },
      { ...values, controller: { ...values.controller, env: [{ name: "B" }] } },
    ],
    ["adds a key", { debug: true }, { ...values, debug: true }],
    ["passes null on, with which Helm removes a default", { replicas: null }, { ...values, replicas: null }],
  ])("%s", (_, overrides, expected) => {
    expect(mergeValues(values, overrides as Readonly<Record<string, unknown>> | undefined)).toEqual(expected);
  });

  it("keeps the order of keys, so that rendered JSON does not change", () => {
    expect(Object.keys(mergeValues(values, { controller: {}, replicas: 1 }))).toEqual(["replicas", "controller"]);
  });
});
