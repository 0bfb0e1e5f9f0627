import { type Edits, problemsWith, warningsWith } from "../fixtures";
import { transit } from "../many";

const publicTo = (...publicCidrs: string[]): Edits => ({ "cluster.endpoint": { public: true, publicCidrs } });
const OWN_ACCOUNT: Edits = {
  "aws.accountId": "210987654321",
  "cluster.access.deployer.principalArn": "arn:aws:iam::210987654321:role/deployer",
};

describe("addresses of the public endpoint", () => {
  it("may be those of the documentation in an account of the documentation", () => {
    expect(problemsWith(publicTo("203.0.113.0/24"))).toEqual([]);
  });

  it("must not be those of the documentation in any other account, since EKS refuses them", () => {
    expect(problemsWith({ ...publicTo("203.0.113.0/24"), ...OWN_ACCOUNT })).toEqual([
      "cluster.endpoint.publicCidrs[0]: cluster/documentation-cidr",
    ]);
  });
});

describe("addresses of Services", () => {
  it("cause a warning when a transit gateway routes the same addresses", () => {
    expect(problemsWith(transit("172.16.0.0/12"))).toEqual([]);
    expect(warningsWith(transit("172.16.0.0/12"))).toEqual([
      "cluster.serviceCidr: cluster/service-cidr-behind-transit-gateway",
    ]);
  });

  it("cause no warning when they differ from the addresses behind the transit gateway", () => {
    expect(warningsWith({ ...transit("172.16.0.0/12"), "cluster.serviceCidr": "10.100.0.0/16" })).toEqual([]);
  });
});
