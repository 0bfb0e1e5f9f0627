import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";

const ZONE = "aws:route53/zone:Zone";
const RECORD = "aws:route53/record:Record";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const VALIDATION = "aws:acm/certificateValidation:CertificateValidation";
const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };

const CNAME = { type: "CNAME", ttl: 300, records: ["target.example.org"] };
const NAMES = { domainName: "example.com", subjectAlternativeNames: ["*.example.com"], validationMethod: "DNS" };

let world: World;
let cloud: Cloud;

beforeEach(() => {
  world = new World();
  cloud = new Cloud(world);
});

function createZone(more: object = {}): string {
  return cloud.create(ZONE, "zone", { name: "example.com", comment: "test", ...more }, SCOPE).id;
}

interface Option {
  readonly domainName: string;
  readonly resourceRecordName: string;
  readonly resourceRecordValue: string;
}

function validationOptions(state: Readonly<Record<string, unknown>>): readonly Option[] {
  return state["domainValidationOptions"] as readonly Option[];
}

describe("a hosted zone in the sandbox", () => {
  it("has four name servers in four top-level domains", () => {
    const { state } = cloud.create(ZONE, "zone", { name: "example.com" }, SCOPE);
    expect(state["zoneId"]).toMatch(/^Z[A-F0-9]{20}$/);
    expect(state["nameServers"]).toEqual([
      expect.stringMatching(/^ns-\d+\.awsdns-\d\d\.com$/),
      expect.stringMatching(/^ns-\d+\.awsdns-\d\d\.net$/),
      expect.stringMatching(/^ns-\d+\.awsdns-\d\d\.org$/),
      expect.stringMatching(/^ns-\d+\.awsdns-\d\d\.co\.uk$/),
    ]);
  });

  it.each(["a record of the program", "a record of external-dns"])("cannot be deleted with %s", (which) => {
    const zoneId = createZone();
    if (which === "a record of the program")
      cloud.create(RECORD, "r", { zoneId, name: "a.example.com", ...CNAME }, SCOPE);
    else world.drift(ZONE, zoneId, { recordCount: 2 });
    expect(() => {
      cloud.delete(ZONE, zoneId);
    }).toThrow("HostedZoneNotEmpty");
  });

  it("can be deleted with records if forceDestroy is set", () => {
    const zoneId = createZone({ forceDestroy: true });
    world.drift(ZONE, zoneId, { recordCount: 2 });
    cloud.delete(ZONE, zoneId);
    expect(world.ofType(ZONE)).toEqual([]);
  });

  it("is replaced with another name, and not with another comment", () => {
    const zone = { name: "example.com", comment: "one" };
    expect(cloud.diff(ZONE, zone, { ...zone, name: "example.org" }).replaces).toEqual(["name"]);
    expect(cloud.diff(ZONE, zone, { ...zone, comment: "two" }).replaces).toEqual([]);
  });

  it("refuses records outside of its domain, and records that exist", () => {
    const zoneId = createZone();
    const record = { zoneId, name: "a.example.com", ...CNAME };
    expect(() => cloud.create(RECORD, "r", { ...record, name: "a.example.org" }, SCOPE)).toThrow(
      "is not permitted in zone",
    );
    cloud.create(RECORD, "r", record, SCOPE);
    expect(() => cloud.create(RECORD, "s", record, SCOPE)).toThrow("already exists");
    expect(cloud.create(RECORD, "t", { ...record, allowOverwrite: true }, SCOPE).state["fqdn"]).toBe("a.example.com");
  });
});

describe("a certificate in the sandbox", () => {
  it("has the same validation record for a domain and its wildcard", () => {
    const options = validationOptions(cloud.create(CERTIFICATE, "c", NAMES, SCOPE).state);
    expect(options.map(({ domainName }) => domainName)).toEqual(["example.com", "*.example.com"]);
    expect(new Set(options.map(({ resourceRecordName }) => resourceRecordName)).size).toBe(1);
    expect(options[0]?.resourceRecordName).toMatch(/^_[0-9a-f]{32}\.example\.com\.$/);
  });

  it("is issued only once its validation record exists with its value", () => {
    const zoneId = createZone();
    const { id: certificateArn, state } = cloud.create(CERTIFICATE, "c", NAMES, SCOPE);
    const validate = (): unknown => cloud.create(VALIDATION, "v", { certificateArn }, SCOPE);
    expect(validate).toThrow("last state: 'PENDING_VALIDATION'");
    const [option] = validationOptions(state);
    const record = { zoneId, name: option?.resourceRecordName, ...CNAME };
    const { id } = cloud.create(RECORD, "r", record, SCOPE);
    expect(validate).toThrow("last state: 'PENDING_VALIDATION'");
    cloud.update(RECORD, id, { ...record, records: [option?.resourceRecordValue] }, SCOPE);
    expect(validate).not.toThrow();
  });

  it.each([
    ["a first name of more than 64 characters", { domainName: `${"a".repeat(60)}.example.com` }],
    [
      "more than ten names",
      { subjectAlternativeNames: Array.from({ length: 10 }, (_, index) => `${index}.example.com`) },
    ],
  ])("is refused with %s", (_, more) => {
    expect(() => cloud.create(CERTIFICATE, "c", { ...NAMES, ...more }, SCOPE)).toThrow(/Exception/);
  });

  it("cannot be deleted while an Ingress uses it", () => {
    const { id } = cloud.create(CERTIFICATE, "c", NAMES, SCOPE);
    cloud.create("kubernetes:core/v1:Namespace", "n", { metadata: { name: "web" } }, SCOPE);
    const annotations = { "alb.ingress.kubernetes.io/certificate-arn": id };
    cloud.create(
      "kubernetes:networking.k8s.io/v1:Ingress",
      "i",
      { metadata: { name: "web", namespace: "web", annotations } },
      SCOPE,
    );
    expect(() => {
      cloud.delete(CERTIFICATE, id);
    }).toThrow("ResourceInUseException");
  });
});
