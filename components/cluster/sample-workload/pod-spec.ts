import { SAMPLE_REQUESTS } from "../../../domain/cluster/sample-requests";
import type { IpFamily } from "../control-plane/ip-family";

/** Port that containers listen on; ports below 1024 require root. */
export const CONTAINER_PORT = 8080;

/** With only a port, NGINX listens on IPv4 addresses only; pods have addresses of one family. */
const LISTEN: Readonly<Record<IpFamily, string>> = {
  ipv4: `listen ${CONTAINER_PORT};`,
  ipv6: `listen [::]:${CONTAINER_PORT};`,
};

/** Configuration that the NGINX image reads from /etc/nginx/conf.d; other images ignore it. */
export function nginxConfig(ipFamily: IpFamily): string {
  return `server {
  ${LISTEN[ipFamily]}
  location = /health { access_log off; return 200 "healthy\\n"; }
  location / { return 200 "$hostname\\n"; }
}
`;
}

/** User of the NGINX image. */
const USER = 101;

const HEALTH = { httpGet: { path: "/health", port: "http" } };

/**
 * A pod that meets the restricted Pod Security Standard, has probes, and finishes its requests before it ends.
 *
 * @param nginxConfigMap name of the ConfigMap with {@link nginxConfig}
 * @param drainSeconds seconds for which requests still arrive after the pod's deletion has started
 */
export function podSpec(
  image: string,
  labels: Readonly<Record<string, string>>,
  nginxConfigMap: string,
  drainSeconds: number,
) {
  return {
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      seccompProfile: { type: "RuntimeDefault" },
    },
    topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      // Two pods in one zone are better than one pod.
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: { ...labels } },
      // Pods of earlier rollouts do not count.
      matchLabelKeys: ["pod-template-hash"],
    })),
    containers: [
      {
        name: "app",
        image,
        ports: [{ name: "http", containerPort: CONTAINER_PORT }],
        envFrom: [{ configMapRef: { name: "app-config" } }],
        // The other probes start after this one succeeds, within a minute, so a slow start is not a failure.
        startupProbe: { ...HEALTH, periodSeconds: 2, failureThreshold: 30 },
        readinessProbe: { ...HEALTH, periodSeconds: 5 },
        livenessProbe: { ...HEALTH, periodSeconds: 10 },
        lifecycle: { preStop: { sleep: { seconds: drainSeconds } } },
        resources: { requests: SAMPLE_REQUESTS, limits: { cpu: "500m", memory: "128Mi" } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        // `kubectl describe pod` shows the last log lines of a container that failed.
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
          { name: "tmp", mountPath: "/tmp" },
          { name: "nginx", mountPath: "/etc/nginx/conf.d", readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
      { name: "nginx", configMap: { name: nginxConfigMap } },
    ],
  };
}
