import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { needsCredentials } from "../../domain/storage/upstream-registries";
import type { Rule } from "../check/rule";
import { serviceRules } from "./service-rules";

const REGISTRY: Path = ["account", "registry"];

const registrySettingsNeedTheBaseline: Rule = function* ({ account }) {
  if (account === undefined || account.baseline) return;
  const { scanning, replicatedPrefixes, pullThroughCaches } = account.registry;
  const usesSetting = {
    scanning: scanning !== "basic",
    replicatedPrefixes: replicatedPrefixes.length > 0,
    pullThroughCaches: Object.keys(pullThroughCaches).length > 0,
  };
  for (const [key, isUsed] of Object.entries(usesSetting)) {
    if (!isUsed) continue;
    yield {
      code: "account/registry-setting-without-baseline",
      path: [...REGISTRY, key],
      message: `\`${key}\` is a setting of the whole account, and this stack manages such settings only if \`account.baseline\` is true.`,
      because: [["account", "baseline"]],
      allowed: `no ${key}, or account.baseline true`,
      fix: [set(["account", "baseline"], true)],
    };
  }
};

const accessAnalyzerNeedsTheBaseline: Rule = function* ({ account }) {
  if (account === undefined || account.baseline || account.accessAnalyzer === "create") return;
  const path: Path = ["account", "accessAnalyzer"];
  yield {
    code: "account/unused-access-analyzer",
    path,
    message: "`accessAnalyzer` has no effect unless `account.baseline` is true: without it no analyzer is created.",
    because: [["account", "baseline"]],
    allowed: "no accessAnalyzer, or account.baseline true",
    fix: [remove(path)],
    warning: true,
  };
};

const registryReplicasHaveASecondRegion: Rule = function* ({ account, aws }) {
  if (account === undefined || aws === undefined || aws.secondRegion !== undefined) return;
  if (account.registry.replicatedPrefixes.length === 0) return;
  const path: Path = [...REGISTRY, "replicatedPrefixes"];
  yield {
    code: "account/replication-without-second-region",
    path,
    message: "The replication of repositories needs a second Region, and `aws.secondRegion` is not set.",
    because: [["aws"]],
    allowed: "no replicatedPrefixes, or aws.secondRegion set",
    fix: [remove(path)],
  };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html */
const cachesHaveTheirCredentials: Rule = function* ({ account, aws }) {
  for (const [prefix, { upstream, credentialArn }] of Object.entries(account?.registry.pullThroughCaches ?? {})) {
    const cache: Path = [...REGISTRY, "pullThroughCaches", prefix];
    const path: Path = [...cache, "credentialArn"];
    const because: Path[] = [[...cache, "upstream"]];
    if (credentialArn === undefined) {
      if (!needsCredentials(upstream)) continue;
      yield {
        code: "account/cache-needs-credentials",
        path,
        message: "ECR needs credentials to cache images of this upstream registry.",
        because,
        allowed: "the ARN of a secret in Secrets Manager",
        fix: [edit("store the credentials in a secret whose name begins with ecr-pullthroughcache/, and set its ARN")],
      };
    } else if (!needsCredentials(upstream)) {
      yield {
        code: "account/cache-takes-no-credentials",
        path,
        message: "ECR accepts no credentials for this upstream registry.",
        because,
        allowed: "no credentialArn",
        fix: [remove(path)],
      };
    } else if (aws !== undefined && !credentialArn.includes(`:${aws.region}:${aws.accountId}:`)) {
      yield {
        code: "account/cache-secret-of-another-account-or-region",
        path,
        message: "The secret is in another account or Region, where ECR cannot read it.",
        because: [
          ["aws", "region"],
          ["aws", "accountId"],
        ],
        allowed: `a secret of account ${aws.accountId} in ${aws.region}`,
        // The ARN of a secret ends with six random characters, so that of the copy is not known.
        fix: [edit("create the secret in the account and Region of this stack, and set its ARN")],
      };
    }
  }
};

/**
 * If the platform's repositories lacked an image, ECR would pull an image of that name from the upstream registry, where
 * anyone can own the name: the cluster would run foreign code.
 */
const cachesDoNotCoverOwnRepositories: Rule = function* ({ account, name, environment }) {
  if (account === undefined || name === undefined || environment === undefined) return;
  const own = `${name}-${environment}`;
  for (const prefix of Object.keys(account.registry.pullThroughCaches)) {
    if (prefix !== own && !prefix.startsWith(`${own}/`)) continue;
    const path: Path = [...REGISTRY, "pullThroughCaches", prefix];
    yield {
      code: "account/cache-prefix-of-own-repositories",
      path,
      message:
        "The platform's own repositories have this prefix, so ECR would pull images that they lack from the upstream registry.",
      because: [["name"], ["environment"]],
      allowed: "another prefix, such as the name of the upstream registry",
      fix: [remove(path)],
    };
  }
};

export const accountRules: readonly Rule[] = [
  registrySettingsNeedTheBaseline,
  accessAnalyzerNeedsTheBaseline,
  registryReplicasHaveASecondRegion,
  cachesHaveTheirCredentials,
  cachesDoNotCoverOwnRepositories,
  ...serviceRules,
];
