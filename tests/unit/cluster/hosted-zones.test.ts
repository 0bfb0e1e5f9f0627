import type { ClusterArgs } from "../../../components/cluster";
import type { HostedZoneArgs } from "../../../components/cluster/hosted-zones/hosted-zones";
import { key, type Recording } from "../../support/record";
import { recordCluster, SAMPLE_WORKLOAD, waitsFor } from "./fixture";

const ZONE = "aws:route53/zone:Zone";
const RECORD = "aws:route53/record:Record";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const VALIDATION = "aws:acm/certificateValidation:CertificateValidation";
const ADDON = "aws:eks/addon:Addon";
const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";
const ANNOTATION = "alb.ingress.kubernetes.io/certificate-arn";

const MAIN: HostedZoneArgs = {
  domain: "dev.example.com",
  certificate: true,
  alternativeNames: ["*.api.dev.example.com"],
};

function recordZones(hostedZones: Record<string, HostedZoneArgs>, more: Partial<ClusterArgs> = {}) {
  return recordCluster({ hostedZones, ...more });
}

function ingressFor(host: string): Partial<ClusterArgs> {
  return {
    loadBalancerController: { version: "3.5.0", isolatedVpc: false },
    sampleWorkload: { ...SAMPLE_WORKLOAD, ingress: { scheme: "internal", inboundCidrs: ["10.0.0.0/8"], host } },
  };
}

function annotation(recording: Recording<unknown>): unknown {
  return (recording.one(INGRESS).inputs["metadata"] as { annotations: Record<string, string> }).annotations[ANNOTATION];
}

describe("a hosted zone of a cluster", () => {
  it("is created only if it is configured", async () => {
    const recording = await recordZones({});
    expect([ZONE, RECORD, CERTIFICATE, VALIDATION].flatMap((type) => recording.ofType(type))).toEqual([]);
  });

  it("is protected as the cluster, and then keeps its records", async () => {
    const zone = (await recordZones({ main: MAIN })).one(ZONE, "cluster-zone-main");
    expect(zone.inputs).toMatchObject({ name: "dev.example.com", forceDestroy: false });
    expect(zone.options.protect).toBe(true);
  });

  it.each<[string, Record<string, HostedZoneArgs>, Partial<ClusterArgs>]>([
    ["the cluster has no deletion protection", { main: MAIN }, { deletionProtection: false }],
    ["`teardown` names it", { main: { ...MAIN, deletionProtection: false } }, {}],
  ])("is deleted with the records of external-dns if %s", async (_, zones, more) => {
    const zone = (await recordZones(zones, more)).one(ZONE);
    expect([zone.inputs["forceDestroy"], zone.options.protect]).toEqual([true, false]);
  });

  it("is delegated in the zone of its parent domain", async () => {
    const recording = await recordZones({ main: { ...MAIN, parentZoneId: "ZPARENT" } });
    expect(recording.one(RECORD, "cluster-delegation-dev.example.com").inputs).toMatchObject({
      zoneId: "ZPARENT",
      name: "dev.example.com",
      type: "NS",
      records: recording.one(ZONE).state["nameServers"],
    });
    const validation = recording.one(VALIDATION);
    expect(waitsFor(recording, validation)).toContain(`${RECORD}::cluster-delegation-dev.example.com`);
  });

  // A record of another name would be created where it exists, and then deleted with the old one.
  it.each<[string, Partial<HostedZoneArgs>]>([
    ["of a new zone", { parentZoneId: "ZPARENT" }],
    ["in an existing zone", { zoneId: "ZEXISTING" }],
  ])("keeps the records %s under another key", async (_, zone) => {
    const records = async (key: string): Promise<string[]> =>
      (await recordZones({ [key]: { ...MAIN, ...zone } })).ofType(RECORD).map(({ name }) => name);
    expect(await records("web")).toEqual(await records("main"));
  });

  it("is not created if it exists, and its records are in the existing one", async () => {
    const recording = await recordZones({ main: { ...MAIN, zoneId: "ZEXISTING" } });
    expect(recording.ofType(ZONE)).toEqual([]);
    expect(recording.ofType(RECORD).map(({ inputs }) => inputs["zoneId"])).toEqual(["ZEXISTING", "ZEXISTING"]);
  });

  it("has its ID, name servers and certificate in the output of the cluster", async () => {
    const recording = await recordZones({ main: MAIN });
    const { main } = recording.result.hostedZones;
    const { state } = recording.one(ZONE);
    expect(await recording.valueOf(main?.zoneId)).toBe(state["zoneId"]);
    expect(await recording.valueOf(main?.nameServers)).toEqual(state["nameServers"]);
    expect(await recording.valueOf(main?.certificateArn)).toBe(recording.one(CERTIFICATE).state["arn"]);
  });
});

describe("the certificate of a hosted zone", () => {
  it("ACM.1: is for the domain and its wildcard, and validated by records in the zone", async () => {
    const recording = await recordZones({ main: MAIN });
    expect(recording.one(CERTIFICATE, "cluster-certificate-main").inputs).toMatchObject({
      domainName: "dev.example.com",
      subjectAlternativeNames: ["*.dev.example.com", "*.api.dev.example.com"],
      validationMethod: "DNS",
      keyAlgorithm: "RSA_2048",
    });
    const records = recording.ofType(RECORD);
    expect(records.map(({ name, inputs }) => [name, String(inputs["name"]).replace(/^_\w+/, "_token")])).toEqual([
      ["cluster-certificate-dev.example.com", "_token.dev.example.com."],
      ["cluster-certificate-api.dev.example.com", "_token.api.dev.example.com."],
    ]);
    expect(recording.one(VALIDATION).inputs["validationRecordFqdns"]).toEqual(
      records.map(({ state }) => state["fqdn"]),
    );
  });

  it("is not requested with `certificate: false`, so an update does not wait for the delegation", async () => {
    const recording = await recordZones({ main: { ...MAIN, certificate: false } });
    expect([CERTIFICATE, VALIDATION, RECORD].flatMap((type) => recording.ofType(type))).toEqual([]);
    expect(recording.result.hostedZones["main"]?.certificateArn).toBeUndefined();
  });

  it("is used by the sample workload if its names match the host", async () => {
    const recording = await recordZones({ main: MAIN }, ingressFor("sample.dev.example.com"));
    expect(annotation(recording)).toBe(recording.one(CERTIFICATE).state["arn"]);
    expect(annotation(await recordZones({ main: MAIN }, ingressFor("sample.example.com")))).toBeUndefined();
  });
});

describe("external-dns", () => {
  const EXTERNAL_DNS = {
    version: "v0.21.0-eksbuild.6",
    zones: { "shop.example.org": "ZSHOP" },
    policy: "upsert-only",
  } as const;

  it("can change records in the zones of the cluster and of its settings only", async () => {
    const recording = await recordZones({ main: MAIN }, { optionalAddons: { "external-dns": EXTERNAL_DNS } });
    const policy = recording.one("aws:iam/rolePolicy:RolePolicy", "cluster-external-dns-policy");
    const { Statement } = JSON.parse(String(policy.inputs["policy"])) as { Statement: { Resource: unknown }[] };
    expect(Statement.map(({ Resource }) => Resource)).toEqual([
      [recording.one(ZONE).state["arn"], "arn:aws:route53:::hostedzone/ZSHOP"],
      "*",
    ]);
  });

  it("reads the domains of all of them, and deletes no records by default", async () => {
    const recording = await recordZones({ main: MAIN }, { optionalAddons: { "external-dns": EXTERNAL_DNS } });
    const { inputs } = recording.one(ADDON, "cluster-external-dns");
    expect(JSON.parse(String(inputs["configurationValues"]))).toMatchObject({
      domainFilters: ["dev.example.com", "shop.example.org"],
      txtOwnerId: "groundwork-prod",
      policy: "upsert-only",
    });
  });

  it("is deleted before the zone, so that it writes no new records into it", async () => {
    const recording = await recordZones({ main: MAIN }, { optionalAddons: { "external-dns": EXTERNAL_DNS } });
    const policy = recording.one("aws:iam/rolePolicy:RolePolicy", "cluster-external-dns-policy");
    expect(policy.inputs["policy"]).toContain(recording.one(ZONE).state["zoneId"]);
    expect(waitsFor(recording, recording.one(ADDON, "cluster-external-dns"))).toContain(key(policy));
  });
});
