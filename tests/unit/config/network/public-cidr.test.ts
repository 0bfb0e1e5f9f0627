import { problemsWith, warningsWith } from "../fixtures";

describe("the block of the VPC", () => {
  it.each(["8.8.0.0/16", "192.0.0.0/16", "172.32.0.0/16"])("is accepted with a warning if it is public: %s", (cidr) => {
    expect(problemsWith({ "network.cidr": cidr })).toEqual([]);
    expect(warningsWith({ "network.cidr": cidr })).toEqual(["network.cidr: network/public-cidr"]);
  });

  it.each(["10.0.0.0/16", "172.16.0.0/16", "192.168.0.0/16", "100.64.0.0/16"])("is private: %s", (cidr) => {
    expect(warningsWith({ "network.cidr": cidr })).toEqual([]);
  });
});
