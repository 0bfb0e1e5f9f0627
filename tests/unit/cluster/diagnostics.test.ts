import { readFileSync } from "node:fs";
import path from "node:path";

import type { DiagnosticsArgs } from "../../../components/cluster";
import { uploadPolicy } from "../../../components/cluster/diagnostics/upload-policy";
import { podIdentityAgent } from "../../../components/cluster/control-plane/ip-family";
import { PROJECT_DIR } from "../../support/stack-files";
import { key, type RecordedResource, type Recording } from "../../support/record";
import { createCluster, NAMESPACE, recordCluster, waitsFor } from "./fixture";

const CRON_JOB = "kubernetes:batch/v1:CronJob";
const BINDING = "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding";
const NAME = "cluster-diagnostics";

const DIAGNOSTICS: DiagnosticsArgs = {
  bucket: "data",
  logLines: 50,
  namespaces: ["apps", "jobs"],
  imageRegistry: "public.ecr.aws",
};

let recording: Recording<unknown>;

beforeAll(async () => {
  recording = await recordWith(DIAGNOSTICS);
});

function recordWith(diagnostics: DiagnosticsArgs): Promise<Recording<unknown>> {
  return recordCluster({ namespaces: { apps: NAMESPACE, jobs: NAMESPACE, secret: NAMESPACE }, diagnostics });
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly securityContext: unknown;
  readonly volumeMounts: readonly { readonly name: string; readonly readOnly?: boolean }[];
}

interface PodSpec {
  readonly initContainers: readonly [Container];
  readonly containers: readonly [Container];
  readonly volumes: readonly { readonly name: string }[];
  readonly priorityClassName: string;
}

interface CronJobSpec {
  readonly jobTemplate: { readonly spec: { readonly template: { readonly metadata: object; readonly spec: PodSpec } } };
}

function cronJob(from = recording): CronJobSpec {
  return from.one(CRON_JOB).inputs["spec"] as CronJobSpec;
}

function podSpec(from = recording): PodSpec {
  return cronJob(from).jobTemplate.spec.template.spec;
}

function object(type: string, role: string): RecordedResource["inputs"] {
  return recording.one(`kubernetes:${type}`, `${NAME}-${role}`).inputs;
}

function mountsOf({ volumeMounts }: Container): Record<string, boolean> {
  return Object.fromEntries(volumeMounts.map(({ name, readOnly = false }) => [name, readOnly]));
}

describe("diagnostics", () => {
  it("are created only if they are configured", async () => {
    const without = await recordCluster();
    expect(without.resources.filter(({ type, name }) => type === CRON_JOB || name.startsWith(NAME))).toEqual([]);
  });

  it("refuse a bucket that does not exist", () => {
    expect(() => createCluster({ diagnostics: { ...DIAGNOSTICS, bucket: "none" } })).toThrow(
      'there is no bucket "none" for the logs of failing pods',
    );
  });

  it("run every minute, one job at a time, and retain few jobs", () => {
    expect(cronJob()).toMatchObject({
      schedule: "* * * * *",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 60,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: { spec: { backoffLimit: 0, activeDeadlineSeconds: 300, ttlSecondsAfterFinished: 3600 } },
    });
  });

  it("run the script that save-logs.test.ts tests", () => {
    const script = readFileSync(path.join(PROJECT_DIR, "components/cluster/diagnostics/save-logs.ts"), "utf8");
    expect(object("core/v1:ConfigMap", "script")).toMatchObject({
      metadata: { name: "save-logs" },
      data: { "save-logs.ts": script },
    });
    expect(podSpec().volumes).toContainEqual({ name: "scripts", configMap: { name: "save-logs" } });
    expect(podSpec().initContainers[0].command).toEqual([
      "node",
      "/scripts/save-logs.ts",
      "--lines=50",
      "--namespace=apps",
      "--namespace=jobs",
    ]);
  });

  it("upload the files of the script to the bucket, without overwriting objects", () => {
    expect(podSpec().containers[0].command).toEqual([
      "aws",
      "s3",
      "cp",
      "/logs",
      "s3://groundwork-prod-data/pods/",
      "--recursive",
      "--no-overwrite",
      "--no-progress",
    ]);
  });

  it("use two images with a version, from the configured registry", async () => {
    const images = (spec: PodSpec): string[] => [...spec.initContainers, ...spec.containers].map(({ image }) => image);
    expect(images(podSpec())).toEqual([
      expect.stringMatching(/^public\.ecr\.aws\/docker\/library\/node:24\.\d+\.\d+-alpine[\d.]+$/),
      expect.stringMatching(/^public\.ecr\.aws\/aws-cli\/aws-cli:2\.\d+\.\d+$/),
    ]);
    const cached = await recordWith({ ...DIAGNOSTICS, imageRegistry: "registry.example/cache" });
    expect(images(podSpec(cached)).map((image) => image.replace(/:.*/, ""))).toEqual([
      "registry.example/cache/docker/library/node",
      "registry.example/cache/aws-cli/aws-cli",
    ]);
  });

  it("have the priority class batch, and the tolerations of CoreDNS", () => {
    expect(podSpec()).toMatchObject({
      priorityClassName: "batch",
      tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
    });
    const classes = recording.ofType("kubernetes:scheduling.k8s.io/v1:PriorityClass");
    const [batch] = classes.filter(({ inputs }) => (inputs["metadata"] as { name: string }).name === "batch");
    expect([...waitsFor(recording, recording.one("groundwork:cluster:Diagnostics"))]).toContain(
      batch === undefined ? "no such class" : key(batch),
    );
  });

  it("prevent Karpenter from consolidating at most two nodes (kubernetes-sigs/karpenter#1921)", () => {
    expect(podSpec()).toMatchObject({
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { preference: { matchExpressions: [{ key: "karpenter.sh/nodepool", operator: "DoesNotExist" }] } },
          ],
        },
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              podAffinityTerm: {
                topologyKey: "kubernetes.io/hostname",
                namespaces: ["kube-system"],
                labelSelector: { matchLabels: { "app.kubernetes.io/name": "metrics-server" } },
              },
            },
          ],
        },
      },
    });
  });

  it("depend on the namespaces that they read, on their own namespace and on their permissions", () => {
    const needed = [
      ...waitsFor(recording, recording.one("groundwork:cluster:Diagnostics")),
      ...waitsFor(recording, recording.one(CRON_JOB)),
    ];
    expect(needed).toEqual(
      expect.arrayContaining([
        "groundwork:cluster:NamespaceBaseline::cluster-namespace-apps",
        `groundwork:cluster:NamespaceBaseline::${NAME}-namespace`,
        `aws:eks/podIdentityAssociation:PodIdentityAssociation::${NAME}-pod-identity`,
        `aws:iam/rolePolicy:RolePolicy::${NAME}-policy`,
        `${BINDING}::${NAME}-reads-apps`,
        `kubernetes:core/v1:ConfigMap::${NAME}-script`,
      ]),
    );
  });
});

describe("permissions of diagnostics", () => {
  it("allow to read pods and their logs, in the configured namespaces only", () => {
    expect(object("rbac.authorization.k8s.io/v1:ClusterRole", "reader")["rules"]).toEqual([
      { apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] },
      { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
    ]);
    const bindings = recording.ofType(BINDING).filter(({ name }) => name.startsWith(NAME));
    expect(bindings.map(({ inputs }) => (inputs["metadata"] as { namespace: string }).namespace)).toEqual([
      "apps",
      "jobs",
    ]);
    for (const { inputs } of bindings) {
      expect(inputs).toMatchObject({
        roleRef: { kind: "ClusterRole", name: "pod-log-reader" },
        subjects: [{ kind: "ServiceAccount", namespace: "diagnostics", name: "save-logs" }],
      });
    }
    expect(recording.ofType("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding")).toEqual([]);
  });

  it("allow to add objects with one prefix, but not to list, read, delete or replace objects", () => {
    const scope = { bucketName: "shop-logs", accountId: "111122223333", region: "eu-west-1" };
    expect(JSON.parse(uploadPolicy(scope))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "s3:PutObject",
          Resource: "arn:aws:s3:::shop-logs/pods/*",
          Condition: { Null: { "s3:if-none-match": "false" } },
        },
        {
          Effect: "Allow",
          Action: ["kms:GenerateDataKey"],
          Resource: "arn:aws:kms:eu-west-1:111122223333:key/*",
          Condition: {
            StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
            StringLike: {
              "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::shop-logs", "arn:aws:s3:::shop-logs/*"],
            },
          },
        },
      ],
    });
  });

  it("belong to one service account only", () => {
    expect(recording.one("aws:iam/rolePolicy:RolePolicy", `${NAME}-policy`).inputs["policy"]).toContain(
      "arn:aws:s3:::groundwork-prod-data/pods/*",
    );
    expect(
      recording.one("aws:eks/podIdentityAssociation:PodIdentityAssociation", `${NAME}-pod-identity`).inputs,
    ).toMatchObject({ namespace: "diagnostics", serviceAccount: "save-logs" });
  });

  it("are separate: the container that reads has no AWS credentials, the one that uploads no Kubernetes token", () => {
    const { initContainers, containers, volumes } = podSpec();
    expect(mountsOf(initContainers[0])).toEqual({ scripts: true, token: true, logs: false });
    expect(mountsOf(containers[0])).toEqual({ logs: true, tmp: false });
    expect(podSpec()).toMatchObject({ serviceAccountName: "save-logs", automountServiceAccountToken: false });
    expect(volumes.find(({ name }) => name === "token")).toMatchObject({
      projected: { sources: [{ serviceAccountToken: { expirationSeconds: 600 } }, { configMap: {} }] },
    });
    expect(cronJob().jobTemplate.spec.template.metadata).toMatchObject({
      annotations: { "eks.amazonaws.com/skip-containers": initContainers[0].name },
    });
  });

  it("exclude root, capabilities and writing to the root file system", () => {
    expect(podSpec()).toMatchObject({
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    });
    for (const { securityContext } of [...podSpec().initContainers, ...podSpec().containers]) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
    }
  });

  it("allow only HTTPS and the Pod Identity Agent, in a namespace with the standard restricted", () => {
    expect(object("networking.k8s.io/v1:NetworkPolicy", "requests")).toMatchObject({
      metadata: { namespace: "diagnostics" },
      spec: {
        podSelector: { matchLabels: { "app.kubernetes.io/name": "save-logs" } },
        policyTypes: ["Egress"],
        egress: [
          { ports: [{ protocol: "TCP", port: 443 }] },
          { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
        ],
      },
    });
    expect(podIdentityAgent("ipv6")).toBe("fd00:ec2::23/128");
    expect(cronJob().jobTemplate.spec.template.metadata).toMatchObject({
      labels: { "app.kubernetes.io/name": "save-logs" },
    });
    expect(object("networking.k8s.io/v1:NetworkPolicy", "namespace-default-deny")).toBeDefined();
    expect(object("core/v1:Namespace", "namespace")["metadata"]).toMatchObject({
      name: "diagnostics",
      labels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
  });
});
