import { recordsOfExternalDns } from "../../../tools/leftovers/dns-records";
import { runLeftovers } from "../../../tools/leftovers/run";
import { targetOf } from "../../../tools/terminal/target";
import { STACKS_DIR } from "../config/fixtures";

const ALIAS = {
  Name: "web.example.com.",
  Type: "A",
  AliasTarget: { HostedZoneId: "Z32O12XQLNTSW2", DNSName: "k8s-web-1.elb.amazonaws.com.", EvaluateTargetHealth: true },
};

const owner = (
  Name: string,
  cluster: string,
): { Name: string; Type: string; TTL: number; ResourceRecords: { Value: string }[] } => ({
  Name,
  Type: "TXT",
  TTL: 300,
  ResourceRecords: [
    { Value: `"heritage=external-dns,external-dns/owner=${cluster},external-dns/resource=ingress/web/web"` },
  ],
});

const RECORDS = [
  { Name: "example.com.", Type: "NS" },
  ALIAS,
  owner("a-web.example.com.", "shop-dev"),
  { ...ALIAS, Name: "api.example.com." },
  owner("a-api.example.com.", "shop-dev2"),
  { Name: "www.example.com.", Type: "CNAME" },
];

interface Change {
  readonly Action: string;
  readonly ResourceRecordSet: { readonly Name: string; readonly Type: string };
}

function changes(command = ""): readonly Change[] {
  const [, batch = "{}"] = /--change-batch '(.*)'$/.exec(command) ?? [];
  return (JSON.parse(batch) as { Changes: readonly Change[] }).Changes;
}

describe("records of external-dns", () => {
  it("are those whose TXT record names the cluster, and are deleted with it by one command", () => {
    const left = recordsOfExternalDns("Z1", RECORDS, "shop-dev");
    expect(left?.kind).toBe("DNS records of external-dns (2)");
    expect(left?.command).toMatch(/^aws route53 change-resource-record-sets --hosted-zone-id Z1 --change-batch '/);
    expect(changes(left?.command)).toEqual([
      { Action: "DELETE", ResourceRecordSet: ALIAS },
      { Action: "DELETE", ResourceRecordSet: owner("a-web.example.com.", "shop-dev") },
    ]);
  });

  it("are not listed for a cluster without records", () => {
    expect(recordsOfExternalDns("Z1", RECORDS, "shop")).toBeUndefined();
  });

  it("are in a command that a shell reads as one word, whatever a record contains", () => {
    const quoted = { ...ALIAS, Name: "web.example.com.", SetIdentifier: "it's" };
    const left = recordsOfExternalDns("Z1", [quoted, owner("web.example.com.", "shop-dev")], "shop-dev");
    expect(left?.command?.match(/'/g)).toHaveLength(2);
    expect(changes(left?.command)[0]?.ResourceRecordSet).toEqual(quoted);
  });
});

describe("npm run leftovers with hosted zones", () => {
  const IDENTITY = { platformName: "shop-dev", region: "eu-west-1", tags: { Project: "shop" } };
  const ZONE = { ResourceARN: "arn:aws:route53:::hostedzone/ZOWN", Tags: [] };

  async function list(more: object, exported = "{}"): Promise<readonly { kind: string; command: string }[]> {
    const said: string[] = [];
    await runLeftovers(
      targetOf("dev", { root: STACKS_DIR, cwd: STACKS_DIR }),
      {
        today: new Date("2026-10-01"),
        isJson: true,
        pulumi: () => Promise.resolve({ exitCode: 0, stdout: `{ "deployment": ${exported} }`, stderr: "" }),
        aws: (args) => {
          const found = args.includes("us-east-1") ? [ZONE, { ResourceARN: "arn:aws:s3:::other", Tags: [] }] : [];
          const answer = args[0] === "route53" ? { ResourceRecordSets: RECORDS } : { ResourceTagMappingList: found };
          return Promise.resolve({ exitCode: 0, stdout: JSON.stringify(answer), stderr: "" });
        },
        write: (text) => said.push(text),
      },
      { ...IDENTITY, ...more },
    );
    return JSON.parse(said.join("\n")) as readonly { kind: string; command: string }[];
  }

  it("lists a hosted zone of the stack, which AWS lists in us-east-1 only, after its records", async () => {
    const found = await list({ createsZones: true });
    expect(found.map(({ kind }) => kind)).toEqual(["DNS records of external-dns (2)", "hosted zone"]);
    expect(found[0]?.command).toContain("--hosted-zone-id ZOWN");
    expect(found[1]?.command).toContain("aws route53 delete-hosted-zone --id ZOWN");
    const state = '{ "resources": [{ "type": "aws:route53/zone:Zone", "id": "ZOWN" }] }';
    expect(await list({ createsZones: true }, state)).toEqual([]);
    expect(await list({})).toEqual([]);
  });

  it("lists records in existing zones, but not while the cluster exists, whose external-dns maintains them", async () => {
    const existing = { existingZoneIds: ["Z1"] };
    expect((await list(existing)).map(({ kind }) => kind)).toEqual(["DNS records of external-dns (2)"]);
    const standing = '{ "resources": [{ "type": "aws:eks/cluster:Cluster", "id": "shop-dev" }] }';
    expect(await list(existing, standing)).toEqual([]);
  });
});
