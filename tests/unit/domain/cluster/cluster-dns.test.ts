import { clusterDnsBlock } from "../../../../domain/cluster/cluster-dns";

describe("clusterDnsBlock", () => {
  it.each([
    ["10.100.0.0/16", "10.100.0.10/32"],
    ["172.20.0.0/16", "172.20.0.10/32"],
    ["192.168.255.0/24", "192.168.255.10/32"],
    ["10.64.0.0/12", "10.64.0.10/32"],
    ["fd30:4f2a:9b1c::/108", "fd30:4f2a:9b1c::a/128"],
  ])("for Services in %s is %s", (serviceCidr, block) => {
    expect(clusterDnsBlock(serviceCidr)).toBe(block);
  });
});
