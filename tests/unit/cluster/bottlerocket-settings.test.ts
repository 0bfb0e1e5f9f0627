import { renderBottlerocketSettings } from "../../../components/cluster/compute/bottlerocket-settings";

describe("renderBottlerocketSettings", () => {
  it("renders every setting as TOML, with quoted sysctl keys", () => {
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

  it("omits the number of pods by default, and always sets the admin container", () => {
    expect(renderBottlerocketSettings({ adminContainer: false, sysctls: {} })).toBe(
      '[settings.host-containers.admin]\n"enabled" = false\n',
    );
  });
});
