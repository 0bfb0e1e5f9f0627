import type { AmiType } from "../../../components/cluster";
import { nodeTemplate } from "../../../components/cluster/compute/launch-template";
import { FAN_OUT } from "./fixture";

const gp3 = { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" };

describe("nodeTemplate", () => {
  it.each<[AmiType, object[]]>([
    ["AL2023_x86_64_STANDARD", [{ deviceName: "/dev/xvda", ebs: { ...gp3, volumeSize: 80 } }]],
    ["AL2023_ARM_64_STANDARD", [{ deviceName: "/dev/xvda", ebs: { ...gp3, volumeSize: 80 } }]],
    [
      "BOTTLEROCKET_x86_64",
      [
        { deviceName: "/dev/xvda", ebs: gp3 },
        { deviceName: "/dev/xvdb", ebs: { ...gp3, volumeSize: 80 } },
      ],
    ],
    [
      "BOTTLEROCKET_ARM_64",
      [
        { deviceName: "/dev/xvda", ebs: gp3 },
        { deviceName: "/dev/xvdb", ebs: { ...gp3, volumeSize: 80 } },
      ],
    ],
  ])("gives %s encrypted gp3 volumes, and the configured size to the one with images and pods", (amiType, volumes) => {
    expect(nodeTemplate("node", { amiType, diskSizeGiB: 80 }, FAN_OUT).blockDeviceMappings).toEqual(volumes);
  });

  it("sets nothing that EKS merges in or attaches itself", () => {
    expect(
      Object.keys(nodeTemplate("node", { amiType: "BOTTLEROCKET_ARM_64", diskSizeGiB: 20 }, FAN_OUT)).sort(),
    ).toEqual(["blockDeviceMappings", "metadataOptions", "tagSpecifications"]);
  });

  it("adds the name of the group to the tags of instances, volumes and interfaces", () => {
    const { tagSpecifications } = nodeTemplate(
      "groundwork-dev-system",
      { amiType: "AL2023_x86_64_STANDARD", diskSizeGiB: 20 },
      FAN_OUT,
    );
    const tags = { Project: "groundwork", CostCenter: "4711", Name: "groundwork-dev-system" };
    expect(tagSpecifications).toEqual([
      { resourceType: "instance", tags },
      { resourceType: "volume", tags },
      { resourceType: "network-interface", tags },
    ]);
  });
});
