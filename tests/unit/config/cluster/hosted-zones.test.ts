import { type Edits, problemsWith, verdictOn } from "../fixtures";

const AT = "cluster.hostedZones";
const MAIN = { domain: "dev.example.com" };
const zones = (entries: object, more: Edits = {}): Edits => ({ [AT]: entries, ...more });
const externalDns = (settings: object): Edits => ({
  "cluster.optionalAddons": { "external-dns": { version: "v0.23.0-eksbuild.1", ...settings } },
});
const ingress = (settings: object): Edits => ({
  "cluster.namespaces": { web: {} },
  "cluster.loadBalancerController": {},
  "cluster.sampleWorkload": {
    namespace: "web",
    versions: { blue: { image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-dev/web:1" } },
    ingress: { scheme: "internet-facing", inboundCidrs: ["0.0.0.0/0"], ...settings },
  },
});

describe("cluster.hostedZones", () => {
  it.each<[string, Edits]>([
    ["a new zone", zones({ main: MAIN })],
    ["an existing zone", zones({ main: { ...MAIN, zoneId: "Z0123456789ABCDEFGHIJ" } })],
    [
      "a zone that is delegated in the same account",
      zones({ main: { ...MAIN, parentZoneId: "Z0123456789ABCDEFGHIJ" } }),
    ],
    ["alternative names in the domain", zones({ main: { ...MAIN, alternativeNames: ["*.api.dev.example.com"] } })],
    ["a zone for external-dns", zones({ main: MAIN }, externalDns({}))],
    ["further zones of external-dns", zones({ main: MAIN }, externalDns({ zones: { "example.org": "Z1" } }))],
  ])("accepts %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    ["a domain twice", zones({ one: MAIN, two: MAIN }), [`${AT}.two.domain: cluster/hosted-zone-twice`]],
    [
      "a domain that external-dns has with an ID",
      zones({ main: MAIN }, externalDns({ zones: { "dev.example.com": "Z1" } })),
      [`cluster.optionalAddons.external-dns.zones["dev.example.com"]: cluster/hosted-zone-twice`],
    ],
    [
      "the parent of an existing zone",
      zones({ main: { ...MAIN, zoneId: "Z1", parentZoneId: "Z2" } }),
      [`${AT}.main.parentZoneId: cluster/hosted-zone-delegated-twice`],
    ],
    [
      "an alternative name outside of the domain",
      zones({ main: { ...MAIN, alternativeNames: ["www.example.com"] } }),
      [`${AT}.main.alternativeNames[0]: cluster/certificate-name-outside-zone`],
    ],
    [
      "alternative names in the domain of another zone",
      zones({
        main: { ...MAIN, alternativeNames: ["*.api.dev.example.com", "v1.shop.dev.example.com"] },
        api: { domain: "api.dev.example.com" },
      }),
      [`${AT}.main.alternativeNames[0]: cluster/certificate-name-in-other-zone`],
    ],
    [
      "alternative names without a certificate",
      zones({ main: { ...MAIN, certificate: false, alternativeNames: ["a.b.dev.example.com"] } }),
      [`${AT}.main.alternativeNames: cluster/certificate-names-unused`],
    ],
    [
      "a domain that is too long for a certificate",
      zones({ main: { domain: `${"a".repeat(60)}.example.com` } }),
      [`${AT}.main.domain: schema/wrong-form`],
    ],
    [
      "external-dns without any zone",
      externalDns({}),
      ["cluster.optionalAddons.external-dns: cluster/external-dns-without-zones"],
    ],
  ])("refuses %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("has its deletion protection turned off by `teardown` for one zone alone", () => {
    const { config } = verdictOn(zones({ main: MAIN, other: { domain: "example.org" } }, { teardown: [`${AT}.main`] }));
    const { hostedZones } = config?.cluster ?? {};
    expect([hostedZones?.["main"]?.deletionProtection, hostedZones?.["other"]?.deletionProtection]).toEqual([
      false,
      undefined,
    ]);
  });
});

describe("the host of the sample workload", () => {
  it.each<[string, Edits]>([
    ["a name that matches the certificate of its zone", ingress({ host: "sample.dev.example.com" })],
    ["the domain itself", ingress({ host: "dev.example.com" })],
  ])("needs no other certificate in staging if it is %s", (_, edits) => {
    expect(problemsWith(zones({ main: MAIN }, edits), { stack: "staging" })).toEqual([]);
  });

  it.each<[string, object, Edits, string[]]>([
    [
      "in no zone",
      MAIN,
      ingress({ host: "sample.example.org" }),
      ["cluster.sampleWorkload.ingress.host: cluster/ingress-host-outside-zones"],
    ],
    [
      "two labels below the wildcard",
      MAIN,
      ingress({ host: "a.b.dev.example.com" }),
      ["cluster.sampleWorkload.ingress.host: cluster/ingress-host-not-in-certificate"],
    ],
  ])("is refused if it is %s", (_, zone, edits, problems) => {
    expect(problemsWith(zones({ main: zone }, edits))).toEqual(problems);
  });

  it("can be in a zone that only external-dns has", () => {
    const edits = { ...ingress({ host: "a.example.org" }), ...externalDns({ zones: { "example.org": "Z1" } }) };
    expect(problemsWith(zones({ main: MAIN }, edits))).toEqual([]);
  });

  it("still needs a certificate outside of dev in a zone without one", () => {
    const edits = zones({ main: { ...MAIN, certificate: false } }, ingress({ host: "sample.dev.example.com" }));
    expect(problemsWith(edits, { stack: "staging" })).toEqual([
      "cluster.sampleWorkload.ingress.certificateArn: cluster/ingress-without-certificate",
    ]);
  });
});
