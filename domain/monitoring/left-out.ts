/** Wishes for alarms without a published metric, and the reason why the platform has none. */
export const LEFT_OUT_ALARMS: readonly (readonly [wish: string, reason: string])[] = [
  [
    "Less than 5 GB free on the disk of a node",
    "Container Insights publishes the share that is used (`node_filesystem_utilization`), not the bytes that are free.",
  ],
  [
    "A persistent volume that is nearly full",
    "Neither Amazon EBS nor Container Insights publishes the use of a volume by its file system.",
  ],
  ["Failed jobs", "There is no metric of jobs. The alarm `failed-pods` counts their pods."],
  [
    "Latency of Amazon EBS volumes over the cluster",
    "Amazon EBS publishes it by volume ID, and the volumes of pods come and go. The alarms `volume-iops` and `volume-throughput` evaluate the limits of all volumes.",
  ],
  [
    "Latency and burst credits of file systems",
    "Amazon EFS publishes no latency, and the throughput modes of the platform have no burst credits.",
  ],
  [
    "Quotas for VPCs, addresses, NAT gateways, node groups, roles and keys",
    "No page of AWS lists a usage metric for them. `npm run doctor` compares them with the needs of the stack.",
  ],
  [
    "Failed restore tests",
    "AWS Backup publishes restores of all kinds together. With `backup.restoreTesting`, an event rule publishes each restore of the Region that fails to the alarm topic instead.",
  ],
];
