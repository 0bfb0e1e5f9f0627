import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";

import { createMetrics, type ObservabilityArgs } from "../../../components/monitoring/observability";
import { scrapeConfiguration } from "../../../domain/monitoring/prometheus";
import { type Recording, record } from "../../support/record";
import { metricsArgs } from "./fixture";

const WORKSPACE = "aws:amp/workspace:Workspace";
const SCRAPER = "aws:amp/scraper:Scraper";
const GRAFANA = "aws:grafana/workspace:Workspace";
const CLUSTER_ARN = "arn:aws:eks:eu-west-1:111122223333:cluster/shop-test";
const PROMETHEUS = { collector: true, intervalSeconds: 60, deletionProtection: true };
const DASHBOARDS = { signIn: ["AWS_SSO"], dataSources: ["CLOUDWATCH"], deletionProtection: true } as const;

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string;
}

interface Relabel {
  readonly source_labels: readonly string[];
  readonly regex: string;
  readonly replacement: string;
  readonly target_label: string;
}

/** In a preview, in which the cluster need not exist. */
function recordMetrics(args: Partial<ObservabilityArgs>, { preview = true } = {}): Promise<Recording<void>> {
  return record(
    () => {
      const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
      createMetrics(parent, "monitoring", { ...metricsArgs(CLUSTER_ARN), ...args });
    },
    { preview },
  );
}

describe("the workspace of Prometheus", () => {
  it("is not created by default, and neither is that of Grafana", async () => {
    const { resources } = await recordMetrics({});
    expect(resources.filter(({ custom }) => custom)).toEqual([]);
  });

  it("is protected, and has a collector in the private subnets and the security group of the cluster", async () => {
    const recording = await recordMetrics({ prometheus: PROMETHEUS });
    const workspace = recording.one(WORKSPACE);
    expect(workspace.inputs).toEqual({ alias: "shop-test" });
    expect(workspace.options.protect).toBe(true);
    expect(recording.one(SCRAPER).inputs).toMatchObject({
      alias: "shop-test",
      source: {
        eks: { clusterArn: CLUSTER_ARN, securityGroupIds: ["sg-00000001"], subnetIds: ["subnet-a", "subnet-b"] },
      },
      scrapeConfiguration: scrapeConfiguration("shop-test", 60),
    });
  });

  it("has no collector where other agents write to it", async () => {
    const recording = await recordMetrics({ prometheus: { ...PROMETHEUS, collector: false } });
    expect([recording.ofType(WORKSPACE), recording.ofType(SCRAPER)].map(({ length }) => length)).toEqual([1, 0]);
  });

  it("has the retention, the log and the key that are set", async () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const recording = await recordMetrics({
      prometheus: { ...PROMETHEUS, retentionDays: 365, logRetentionDays: 30, kmsKeyArn },
    });
    expect(recording.one("aws:amp/workspaceConfiguration:WorkspaceConfiguration").inputs).toMatchObject({
      retentionPeriodInDays: 365,
    });
    expect(recording.one("aws:cloudwatch/logGroup:LogGroup").inputs).toEqual({
      name: "/aws/vendedlogs/prometheus/shop-test",
      retentionInDays: 30,
    });
    expect(recording.one(WORKSPACE).inputs).toMatchObject({ kmsKeyArn });
  });

  it("is scraped from five zones of a network with more", async () => {
    const privateSubnetIds = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((zone) => [zone, `subnet-${zone}`]));
    const network = { natMetrics: {}, zoneSubnetIds: { private: privateSubnetIds } };
    const recording = await recordMetrics({ prometheus: PROMETHEUS, network });
    const { eks } = recording.one(SCRAPER).inputs["source"] as { eks: { subnetIds: string[] } };
    expect(eks.subnetIds).toEqual(["a", "b", "c", "d", "e"].map((zone) => `subnet-${zone}`));
  });

  it("is scraped with a configuration of the stack file, if there is one", async () => {
    const recording = await recordMetrics({ prometheus: { ...PROMETHEUS, scrapeConfiguration: "scrape_configs: []" } });
    expect(recording.one(SCRAPER).inputs["scrapeConfiguration"]).toBe("scrape_configs: []");
  });
});

describe("the configuration of the collector", () => {
  const configuration = parse(scrapeConfiguration("shop-test", 30)) as {
    readonly global: object;
    readonly scrape_configs: readonly { readonly job_name: string; readonly relabel_configs: readonly object[] }[];
  };

  it("states interval and cluster", () => {
    expect(configuration.global).toEqual({ scrape_interval: "30s", external_labels: { cluster: "shop-test" } });
  });

  // In an IPv6 cluster the address of a pod is "[2001:db8::1]:8080" with a port, and "2001:db8::1" without.
  it.each([
    ["10.0.1.7", "10.0.1.7:8080", "10.0.1.7:9090"],
    ["10.0.1.7", "10.0.1.7", "10.0.1.7:9090"],
    ["2001:db8::1", "[2001:db8::1]:8080", "[2001:db8::1]:9090"],
    ["2001:db8::1", "2001:db8::1", "[2001:db8::1]:9090"],
  ])("scrapes the pod %s with the address %s at the port of its annotation: %s", (ip, before, expected) => {
    const labels: Record<string, string> = {
      __address__: before,
      __meta_kubernetes_pod_ip: ip,
      __meta_kubernetes_pod_annotation_prometheus_io_port: "9090",
    };
    const rules = (configuration.scrape_configs[0]?.relabel_configs ?? []) as readonly Relabel[];
    for (const { source_labels, regex, replacement, target_label } of rules) {
      if (target_label !== "__address__") continue;
      const value = source_labels.map((label) => labels[label] ?? "").join(";");
      const whole = new RegExp(`^(?:${regex})$`);
      if (whole.test(value)) labels["__address__"] = value.replace(whole, replacement);
    }
    expect(labels["__address__"]).toBe(expected);
  });

  it("scrapes pods that ask for it, containers and the API server", () => {
    expect(configuration.scrape_configs.map((job) => job.job_name)).toEqual(["pods", "containers", "api-server"]);
    expect(configuration.scrape_configs[0]?.relabel_configs[0]).toEqual({
      source_labels: ["__meta_kubernetes_pod_annotation_prometheus_io_scrape"],
      action: "keep",
      regex: "true",
    });
  });
});

describe("the workspace of Grafana", () => {
  const statements = (recording: Recording<void>): Statement[] =>
    (JSON.parse(String(recording.one("aws:iam/rolePolicy:RolePolicy").inputs["policy"])) as { Statement: Statement[] })
      .Statement;

  it("is protected, and reads metrics of CloudWatch with a role of the stack, and no logs", async () => {
    const recording = await recordMetrics({ grafana: DASHBOARDS });
    expect(recording.one(GRAFANA).inputs).toMatchObject({
      name: "shop-test",
      accountAccessType: "CURRENT_ACCOUNT",
      authenticationProviders: ["AWS_SSO"],
      permissionType: "CUSTOMER_MANAGED",
      dataSources: ["CLOUDWATCH"],
    });
    expect(recording.one(GRAFANA).inputs).not.toHaveProperty("networkAccessControl");
    expect(recording.one(GRAFANA).options.protect).toBe(true);
    const actions = statements(recording).flatMap(({ Action }) => Action);
    expect(actions).toContain("cloudwatch:GetMetricData");
    expect(actions.filter((action) => /^(logs|aps):/.test(action))).toEqual([]);
  });

  it("reads the workspace of the stack with the data source of Prometheus", async () => {
    const prometheus = { ...PROMETHEUS, collector: false };
    const grafana = { ...DASHBOARDS, dataSources: ["PROMETHEUS"] } as const;
    const recording = await recordMetrics({ prometheus, grafana }, { preview: false });
    const arn = recording.one(WORKSPACE).state["arn"];
    expect(statements(recording).map(({ Resource }) => Resource)).toEqual([arn, "*"]);
    expect(statements(recording)[1]?.Action).toBe("aps:ListWorkspaces");
  });

  it("lets the service of this account and Region alone assume the role", async () => {
    const { inputs } = (await recordMetrics({ grafana: DASHBOARDS })).one("aws:iam/role:Role");
    expect(JSON.parse(String(inputs["assumeRolePolicy"]))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "grafana.amazonaws.com" },
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            StringLike: { "aws:SourceArn": "arn:aws:grafana:eu-west-1:111122223333:/workspaces/*" },
          },
        },
      ],
    });
  });

  it("can be opened from the given networks only", async () => {
    const network = { prefixListIds: ["pl-1"], vpcEndpointIds: [] };
    expect((await recordMetrics({ grafana: { ...DASHBOARDS, network } })).one(GRAFANA).inputs).toMatchObject({
      networkAccessControl: { prefixListIds: ["pl-1"], vpceIds: [] },
    });
  });
});
