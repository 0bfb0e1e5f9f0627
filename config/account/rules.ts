import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { needsCredentials } from "../../domain/storage/upstream-registries";
import type { Rule } from "../check/rule";

const REGISTRY: Path = ["account", "registry"];

const registryIsSetWithTheBaseline: Rule = function* ({ account }) {
  if (account === undefined || account.baseline) return;
  const { scanning, replicatedPrefixes, pullThroughCaches } = account.registry;
  const asked = {
    scanning: scanning !== "basic",
    replicatedPrefixes: replicatedPrefixes.length > 0,
    pullThroughCaches: Object.keys(pullThroughCaches).length > 0,
  };
  for (const [key, isAsked] of Object.entries(asked)) {
    if (!isAsked) continue;
    yield {
      path: [...REGISTRY, key],
      message: "This stack does not set what the account has once.",
      because: [["account", "baseline"]],
      allowed: "absent, or account.baseline true",
      fix: [set(["account", "baseline"], true)],
    };
  }
};

const analyzerIsChosenWithTheBaseline: Rule = function* ({ account }) {
  if (account === undefined || account.baseline || account.accessAnalyzer === "create") return;
  const path: Path = ["account", "accessAnalyzer"];
  yield {
    path,
    message: "`accessAnalyzer` has no effect unless `account.baseline` is true: without it no analyzer is created.",
    because: [["account", "baseline"]],
    allowed: "absent, or account.baseline true",
    fix: [remove(path)],
    warning: true,
  };
};

const registryReplicasHaveARegion: Rule = function* ({ account, aws }) {
  if (account === undefined || aws === undefined || aws.secondRegion !== undefined) return;
  if (account.registry.replicatedPrefixes.length === 0) return;
  const path: Path = [...REGISTRY, "replicatedPrefixes"];
  yield {
    path,
    message: "There is no second Region to replicate to.",
    because: [["aws"]],
    allowed: "absent, or a Region in aws.secondRegion",
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
        path,
        message: "The upstream asks for credentials.",
        because,
        allowed: "the ARN of a secret in Secrets Manager",
        fix: [edit("store the credentials in a secret whose name begins with ecr-pullthroughcache/, and set its ARN")],
      };
    } else if (!needsCredentials(upstream)) {
      yield { path, message: "The upstream takes no credentials.", because, allowed: "absent", fix: [remove(path)] };
    } else if (aws !== undefined && !credentialArn.includes(`:${aws.region}:${aws.accountId}:`)) {
      yield {
        path,
        message: "A secret of another account or Region, which ECR cannot read.",
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
 * A pull of an image that the platform's repository does not hold would be answered by the upstream: whoever owns the
 * name there decides what the cluster runs.
 */
const cachesAreApartFromOwnRepositories: Rule = function* ({ account, name, environment }) {
  if (account === undefined || name === undefined || environment === undefined) return;
  const own = `${name}-${environment}`;
  for (const prefix of Object.keys(account.registry.pullThroughCaches)) {
    if (prefix !== own && !prefix.startsWith(`${own}/`)) continue;
    const path: Path = [...REGISTRY, "pullThroughCaches", prefix];
    yield {
      path,
      message:
        "The prefix is that of the platform's own repositories, so ECR would fetch missing images from the upstream.",
      because: [["name"], ["environment"]],
      allowed: "a prefix of its own, such as the name of the upstream",
      fix: [remove(path)],
    };
  }
};

export const accountRules: readonly Rule[] = [
  registryIsSetWithTheBaseline,
  analyzerIsChosenWithTheBaseline,
  registryReplicasHaveARegion,
  cachesHaveTheirCredentials,
  cachesAreApartFromOwnRepositories,
];
