import { bill } from "../../../../domain/cost/bill";
import { keysOf, partSchema, sample, schemaAt } from "../../../../config/schema/json-schema";
import { type Edits, TODAY, verdictOn } from "../fixtures";

/** The keys with a finding, and the bill. */
function outcomeOf(edits: Edits): { readonly paths: readonly string[]; readonly bill: string } {
  const { problems, warnings, config } = verdictOn(edits);
  return {
    paths: [...problems, ...warnings].map(({ path }) => path),
    bill: config === undefined ? "" : JSON.stringify(bill(config, TODAY)),
  };
}

describe("each key of a part that is turned off", () => {
  it.each(keysOf(partSchema("backup")).filter((key) => key !== "enabled"))("has a finding: backup.%s", (key) => {
    const value = sample(schemaAt(["backup", key]));
    expect(outcomeOf({ [`backup.${key}`]: value }).paths).toContain(`backup.${key}`);
  });

  it.each(keysOf(schemaAt(["account", "registry"])))("has a finding unless it has its default: registry.%s", (key) => {
    const schema = schemaAt(["account", "registry", key]);
    const value = schema?.enum?.at(-1) ?? sample(schema);
    expect(outcomeOf({ [`account.registry.${key}`]: value }).paths).toContain(`account.registry.${key}`);
  });
});

describe("each key of usage", () => {
  const NOTHING_BILLED: Edits = {
    "network.nat": "none",
    "network.interfaceEndpoints": { bundles: ["private-eks"], services: [] },
  };
  const EVERYTHING_BILLED: Edits = {
    "network.transitGateway": { id: "tgw-0123456789abcdef0", destinations: ["192.168.0.0/16"] },
    "network.queryLog.destination": "cloudwatch",
    "monitoring.logs.archive": { logGroups: { app: "app" } },
    "network.dnsFirewall.blockedDomains": ["evil.example.com"],
  };

  it.each(keysOf(partSchema("usage")))("either changes the bill or has a finding: usage.%s", (key) => {
    const value = key === "awsServiceGb" ? { sqs: 5 } : 5;
    const place = key === "awsServiceGb" ? "usage.awsServiceGb.sqs" : `usage.${key}`;
    for (const [network, findings] of [
      [EVERYTHING_BILLED, false],
      [NOTHING_BILLED, true],
    ] as const) {
      const [without, stated] = [outcomeOf(network), outcomeOf({ ...network, [`usage.${key}`]: value })];
      const counts = stated.bill !== without.bill;
      expect(counts || stated.paths.includes(place)).toBe(true);
      expect(counts && stated.paths.includes(place)).toBe(false);
      if (!findings) expect(counts).toBe(true);
    }
  });
});

describe("usage.flowLogGb with an existing VPC", () => {
  const subnets = { a: "subnet-0a1b2c3d4e5f60711", b: "subnet-0a1b2c3d4e5f60712" };
  const existing = {
    vpcId: "vpc-0a1b2c3d4e5f60718",
    cidr: "10.20.0.0/16",
    subnets: { private: subnets, "control-plane": subnets },
  };
  const EXISTING: Edits = { "network.cidr": undefined, "network.existing": existing };

  it("does not change the bill, and has a finding", () => {
    const [without, stated] = [outcomeOf(EXISTING), outcomeOf({ ...EXISTING, "usage.flowLogGb": 5 })];
    expect(stated.bill).toBe(without.bill);
    expect(stated.paths).toEqual(["usage.flowLogGb"]);
  });
});
