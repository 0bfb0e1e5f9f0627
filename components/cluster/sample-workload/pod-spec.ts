import { SAMPLE_REQUESTS } from "../../../domain/cluster/sample-requests";
import type { IpFamily } from "../control-plane/ip-family";

/** Port that containers listen on; below 1024 they would have to be root. */
export const CONTAINER_PORT = 8080;

/** Addresses that NGINX listens on: without more than the port these are IPv4 addresses only, and pods have one family. */
const LISTEN: Readonly<Record<IpFamily, string>> = {
  ipv4: `listen ${CONTAINER_PORT};`,
  ipv6: `listen [::]:${CONTAINER_PORT};`,
};

/** What the NGINX image reads from /etc/nginx/conf.d; other images do not notice it. */
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
 * A pod as the restricted Pod Security Standard wants it, that is ready when it says so, and finishes the requests it
 * has before it goes.
 *
 * @param nginxConfigMap name of the ConfigMap with {@link nginxConfig}
 * @param farewellSeconds for which requests still arrive after a pod was told to go
 */
export function podSpec(
  image: string,
  labels: Readonly<Record<string, string>>,
  nginxConfigMap: string,
  farewellSeconds: number,
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
      // Better two pods in one zone than one pod.
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: { ...labels } },
      // Each rollout spreads by itself, whatever of the last one is still there.
      matchLabelKeys: ["pod-template-hash"],
    })),
    containers: [
      {
        name: "app",
        image,
        ports: [{ name: "http", containerPort: CONTAINER_PORT }],
        envFrom: [{ configMapRef: { name: "app-config" } }],
        // A slow start is no illness: the other probes wait for this one, a minute at most.
        startupProbe: { ...HEALTH, periodSeconds: 2, failureThreshold: 30 },
        readinessProbe: { ...HEALTH, periodSeconds: 5 },
        livenessProbe: { ...HEALTH, periodSeconds: 10 },
        lifecycle: { preStop: { sleep: { seconds: farewellSeconds } } },
        resources: { requests: SAMPLE_REQUESTS, limits: { cpu: "500m", memory: "128Mi" } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        // The last lines of the log of a container that failed stay with its pod: `kubectl describe pod`.
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
