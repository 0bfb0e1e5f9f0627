import type { IngressArgs, SampleWorkloadArgs } from "../../../components/cluster";
import { ingressAnnotations } from "../../../components/cluster/sample-workload/ingress-annotations";
import { schemaValidator } from "../../support/kubernetes-schemas";
import { key, type RecordedResource, type Recording } from "../../support/record";
import { NAMESPACE, recordCluster, SAMPLE_WORKLOAD, waitsFor } from "./fixture";

const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const SERVICE = "kubernetes:core/v1:Service";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const PREFIX = "alb.ingress.kubernetes.io/";
const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";

const INTERNAL: IngressArgs = { scheme: "internal", inboundCidrs: ["10.0.0.0/8"] };
const VERSIONS: SampleWorkloadArgs["versions"] = {
  blue: { image: "registry.example/sample:1", weight: 90 },
  green: { image: "registry.example/sample:2", weight: 10 },
};

function recordSample(ingress: IngressArgs): Promise<Recording<unknown>> {
  return recordCluster({
    loadBalancerController: { version: "3.5.0", isolatedVpc: false },
    sampleWorkload: { ...SAMPLE_WORKLOAD, versions: VERSIONS, ingress },
  });
}

let recording: Recording<unknown>;

beforeAll(async () => {
  recording = await recordSample(INTERNAL);
});

function annotation(name: string, of = recording): unknown {
  const { annotations } = of.one(INGRESS).inputs["metadata"] as { annotations: Record<string, string> };
  return annotations[`${PREFIX}${name}`];
}

/** Blocks that the load balancer's policy lets in. */
function admitted(of: Recording<unknown>): unknown {
  return of.one(POLICY, "cluster-sample-load-balancer").inputs["spec"];
}

describe("the Ingress of the sample workload", () => {
  it("is created only if it is configured", async () => {
    const without = await recordCluster({ sampleWorkload: SAMPLE_WORKLOAD });
    expect(without.ofType(INGRESS)).toEqual([]);
    expect(without.ofType(POLICY).map(({ name }) => name)).not.toContain("cluster-sample-load-balancer");
  });

  it("lets the next update overwrite weights that npm run switch has changed", () => {
    const metadata = recording.one(INGRESS).inputs["metadata"];
    expect(metadata).toMatchObject({ annotations: { "pulumi.com/patchForce": "true" } });
  });

  it("listens on HTTP without a certificate", () => {
    const annotations = ingressAnnotations("sample", INTERNAL, VERSIONS);
    expect(annotations[`${PREFIX}listen-ports`]).toBe('[{"HTTP":80}]');
    expect(Object.keys(annotations)).not.toContain(`${PREFIX}ssl-redirect`);
  });

  it("ELB.1, ELB.17: listens on HTTPS with TLS 1.2 and 1.3 with a certificate, and redirects HTTP", () => {
    const annotations = ingressAnnotations("sample", { ...INTERNAL, certificateArn: CERTIFICATE }, VERSIONS);
    expect(annotations).toMatchObject({
      [`${PREFIX}listen-ports`]: '[{"HTTP":80},{"HTTPS":443}]',
      [`${PREFIX}ssl-redirect`]: "443",
      [`${PREFIX}certificate-arn`]: CERTIFICATE,
      [`${PREFIX}ssl-policy`]: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    });
  });

  it("ELB.4: drops invalid headers, admits the configured blocks, and checks the health of pods", () => {
    expect(annotation("load-balancer-attributes")).toBe("routing.http.drop_invalid_header_fields.enabled=true");
    expect(annotation("inbound-cidrs")).toBe("10.0.0.0/8");
    expect([annotation("target-type"), annotation("healthcheck-path")]).toEqual(["ip", "/health"]);
  });

  it.each([
    ["internal", "subnet-private-a,subnet-private-b", ["10.0.64.0/20", "10.0.80.0/20"]],
    ["internet-facing", "subnet-public-a,subnet-public-b", ["10.0.0.0/24", "10.0.1.0/24"]],
  ] as const)("%s names its subnets, and pods admit only their blocks", async (scheme, ids, blocks) => {
    const placed = await recordSample({ scheme, inboundCidrs: ["0.0.0.0/0"] });
    expect([annotation("scheme", placed), annotation("subnets", placed)]).toEqual([scheme, ids]);
    expect(admitted(placed)).toEqual({
      podSelector: { matchLabels: { "app.kubernetes.io/name": "sample" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: blocks.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ protocol: "TCP", port: 8080 }] }],
    });
  });

  it("divides requests by weights between one target group for each version", () => {
    const service = { name: "sample", port: { name: "use-annotation" } };
    expect(recording.one(INGRESS).inputs["spec"]).toEqual({
      ingressClassName: "alb",
      rules: [{ http: { paths: [{ path: "/", pathType: "Prefix", backend: { service } }] } }],
    });
    expect(JSON.parse(String(annotation("actions.sample")))).toEqual({
      type: "forward",
      forwardConfig: {
        targetGroups: [
          { serviceName: "sample-blue", servicePort: 80, weight: 90 },
          { serviceName: "sample-green", servicePort: 80, weight: 10 },
        ],
      },
    });
    expect(recording.one(SERVICE, "cluster-sample-green-service").inputs).toMatchObject({
      metadata: { namespace: "apps", name: "sample-green" },
      spec: {
        selector: { "app.kubernetes.io/name": "sample", "app.kubernetes.io/instance": "green" },
        ports: [{ port: 80, targetPort: "http" }],
      },
    });
  });

  it("forwards requests for the configured host name only", async () => {
    const named = await recordSample({ ...INTERNAL, host: "sample.example.com" });
    expect(named.one(INGRESS).inputs["spec"]).toMatchObject({ rules: [{ host: "sample.example.com" }] });
  });

  it("is created after both versions are ready, and deleted before its controller", () => {
    const needed = waitsFor(recording, recording.one(INGRESS));
    const sample = waitsFor(recording, recording.one("groundwork:cluster:SampleWorkload"));
    for (const version of ["blue", "green"]) {
      expect(needed).toContain(key(recording.one(DEPLOYMENT, `cluster-sample-${version}`)));
      expect(needed).toContain(key(recording.one(SERVICE, `cluster-sample-${version}-service`)));
    }
    expect(needed).toContain(`${POLICY}::cluster-sample-load-balancer`);
    expect(sample).toContain("kubernetes:helm.sh/v3:Release::cluster-load-balancers-release");
  });

  it("consists of objects that the API server accepts", () => {
    const problems = schemaValidator("1.35");
    const objects = recording.resources.filter(({ name }) => name.startsWith("cluster-sample-"));
    expect(objects.length).toBeGreaterThan(10);
    expect(
      objects.flatMap(({ name, type, inputs }) => problems(type, inputs).map((each) => `${name}: ${each}`)),
    ).toEqual([]);
  });
});

describe("a pod behind a load balancer", () => {
  const labels = (namespace: RecordedResource): unknown => (namespace.inputs["metadata"] as { labels: unknown }).labels;

  it("is ready once it is healthy in its target group (kubernetes-sigs/aws-load-balancer-controller#905)", async () => {
    const gate = { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" };
    expect(labels(recording.one("kubernetes:core/v1:Namespace"))).toMatchObject(gate);
    const without = await recordCluster({ namespaces: { apps: NAMESPACE } });
    expect(labels(without.one("kubernetes:core/v1:Namespace"))).not.toMatchObject(gate);
  });

  it.each([
    ["20 seconds behind a load balancer, until the controller has deregistered it", INTERNAL, 20],
    ["5 seconds without a load balancer, until all nodes have removed it from the Service", undefined, 5],
  ])("serves requests during its deletion for %s", async (_, ingress, seconds) => {
    const sampleWorkload = ingress === undefined ? SAMPLE_WORKLOAD : { ...SAMPLE_WORKLOAD, ingress };
    const { inputs } = (await recordCluster({ sampleWorkload })).one(DEPLOYMENT);
    expect(inputs["spec"]).toMatchObject({
      template: { spec: { containers: [{ lifecycle: { preStop: { sleep: { seconds } } } }] } },
    });
  });
});
