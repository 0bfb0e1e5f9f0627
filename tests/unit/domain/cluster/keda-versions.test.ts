import { KEDA_VERSION, testedKubernetes } from "../../../../domain/cluster/keda-versions";

describe("versions of KEDA", () => {
  it.each([
    ["2.21.1", "1.34", undefined],
    ["2.21.1", "1.36", undefined],
    ["2.21.1", "1.33", "1.34 to 1.36"],
    ["2.20.2", "1.36", "1.33 to 1.35"],
    ["2.22.0", "1.36", undefined],
  ])("%s with Kubernetes %s: %s", (keda, kubernetes, expected) => {
    expect(testedKubernetes(keda, kubernetes)).toBe(expected);
  });

  it.each(["1.34", "1.35", "1.36"])("the default is tested with Kubernetes %s, which AWS supports", (kubernetes) => {
    expect(testedKubernetes(KEDA_VERSION, kubernetes)).toBeUndefined();
  });
});
