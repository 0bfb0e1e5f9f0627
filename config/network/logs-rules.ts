import { remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

/** In S3 logs end with whatever else the log bucket holds; a key that changes nothing would be a false promise. */
const onlyLogGroupsHaveTheirOwnRetention: Rule = function* ({ network }) {
  if (network === undefined) return;
  for (const log of ["flowLogs", "queryLog"] as const) {
    const { destination, retentionDays } = network[log];
    if (destination === "cloudwatch" || retentionDays === undefined) continue;
    const path: Path = ["network", log, "retentionDays"];
    yield {
      path,
      message:
        destination === "s3"
          ? "`retentionDays` has no effect: the log bucket keeps its logs for `storage.logRetentionDays`."
          : "`retentionDays` has no effect without a log.",
      because: [["network", log, "destination"]],
      fix: [remove(path)],
      warning: true,
    };
  }
};

const allowedDomainsAreExceptions: Rule = function* ({ network }) {
  if (network === undefined) return;
  const { allowedDomains, blockedDomains, managedDomainLists } = network.dnsFirewall;
  const path: Path = ["network", "dnsFirewall", "allowedDomains"];
  if (allowedDomains.length > 0 && blockedDomains.length === 0 && Object.keys(managedDomainLists).length === 0) {
    yield {
      path,
      message: "`allowedDomains` has no effect: the DNS firewall blocks no domain from which it could be an exception.",
      because: [["network", "dnsFirewall", "blockedDomains"]],
      allowed: "entries in blockedDomains or managedDomainLists, or no allowedDomains",
      fix: [remove(path)],
      warning: true,
    };
  }
  for (const [index, domain] of blockedDomains.entries()) {
    const twin = allowedDomains.indexOf(domain);
    if (twin === -1) continue;
    const blocked: Path = ["network", "dnsFirewall", "blockedDomains", index];
    yield {
      path: blocked,
      message: "Allowed as well, and so never blocked.",
      because: [[...path, twin]],
      allowed: "each domain in one of the lists",
      fix: [remove(blocked)],
    };
  }
};

const alertsAreSeen: Rule = function* ({ network }) {
  if (network?.queryLog.destination !== "none") return;
  const { action, blockedDomains, managedDomainLists } = network.dnsFirewall;
  if (action === "block" || blockedDomains.length + Object.keys(managedDomainLists).length === 0) return;
  yield {
    path: ["network", "dnsFirewall", "action"],
    message: "Without network.queryLog an alert is a number in CloudWatch, without the name that was asked for.",
    because: [["network", "queryLog", "destination"]],
    warning: true,
  };
};

const readableBucketsOpenSomething: Rule = function* ({ network, aws }) {
  if (network === undefined || aws === undefined) return;
  if (network.readableBuckets.length === 0 || aws.organizationId !== undefined) return;
  const path: Path = ["network", "readableBuckets"];
  yield {
    path,
    message: "`readableBuckets` has no effect without `aws.organizationId`: the S3 endpoint is open to every bucket.",
    allowed: "with aws.organizationId, or none",
    fix: [remove(path)],
    warning: true,
  };
};

export const networkLogsRules: readonly Rule[] = [
  readableBucketsOpenSomething,
  onlyLogGroupsHaveTheirOwnRetention,
  allowedDomainsAreExceptions,
  alertsAreSeen,
];
