import { renderBottlerocketSettings } from "../../../components/cluster/compute/bottlerocket-settings";

describe("renderBottlerocketSettings", () => {
  it("writes every setting as TOML, a sysctl's dots within quotes", () => {
    expect(
      renderBottlerocketSettings({
        maxPods: 58,
        adminContainer: true,
        sysctls: { "vm.max_map_count": "262144", "net.core.somaxconn": "4096" },
      }),
    ).toBe(
      [
        "[settings.kubernetes]",
        '"max-pods" = 58',
        "",
        "[settings.host-containers.admin]",
        '"enabled" = true',
        "",
        "[settings.kernel.sysctl]",
        '"vm.max_map_count" = "262144"',
        '"net.core.somaxconn" = "4096"',
        "",
      ].join("\n"),
    );
  });

  it("leaves the number of pods to EKS where none is stated, and closes the admin container in any case", () => {
    expect(renderBottlerocketSettings({ adminContainer: false, sysctls: {} })).toBe(
      '[settings.host-containers.admin]\n"enabled" = false\n',
    );
  });
});
