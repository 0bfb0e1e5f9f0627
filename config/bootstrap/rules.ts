import { bootstrapPrefix } from "../../domain/bootstrap/names";
import { EXTENSION_NAMES_LENGTH, isSharedPrefix } from "../../domain/bootstrap/role-patterns";
import {
  REAPER_ENVIRONMENT,
  SHORT_LIVED_PLATFORMS,
  SHORT_LIVED_PREFIX,
  SHORT_LIVED_STACKS,
} from "../../domain/bootstrap/short-lived";
import { edit, type Finding, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

const rolesHavePipelines: Rule = function* ({ bootstrap }) {
  if (bootstrap === undefined || bootstrap.github !== undefined || bootstrap.gitlab !== undefined) return;
  yield {
    code: "bootstrap/no-pipeline",
    path: ["bootstrap"],
    message: "No pipeline can assume the roles: neither `github` nor `gitlab` is set.",
    allowed: "github or gitlab, or both",
    fix: [edit("set `bootstrap.github` or `bootstrap.gitlab`")],
  };
};

const accountHasStacks: Rule = function* ({ bootstrap }) {
  if (bootstrap === undefined || bootstrap.shortLivedStacks !== undefined) return;
  if (Object.keys(bootstrap.stacks).length > 0) return;
  yield {
    code: "bootstrap/no-stacks",
    path: ["bootstrap", "stacks"],
    message: "The account has no stacks, so there are no roles to create.",
    allowed: "at least one stack, or shortLivedStacks",
    fix: [edit("add a stack to `bootstrap.stacks`, or set `bootstrap.shortLivedStacks`")],
  };
};

const extensionsHaveOwnRoles: Rule = function* ({ bootstrap, name }) {
  const stacks = Object.entries(bootstrap?.stacks ?? {});
  const platformNames = [...stacks.map(([, { platformName }]) => platformName), bootstrapPrefix(name ?? "")];
  const shortLived = bootstrap?.shortLivedStacks;
  const owners: readonly (readonly [Path, readonly string[]])[] = [
    ...stacks.map(([stack, { extensions }]) => [["bootstrap", "stacks", stack, "extensions"], extensions] as const),
    ...(shortLived === undefined
      ? []
      : [[["bootstrap", "shortLivedStacks", "extensions"], shortLived.extensions] as const]),
  ];
  for (const [path, extensions] of owners) {
    const { length } = extensions.join("");
    if (length > EXTENSION_NAMES_LENGTH) {
      yield {
        code: "bootstrap/extension-names-too-long",
        path,
        message: `The names have ${String(length)} characters together, and the policies of the roles have room for ${String(EXTENSION_NAMES_LENGTH)}.`,
        allowed: `names with up to ${String(EXTENSION_NAMES_LENGTH)} characters together`,
        fix: [edit("shorten the names")],
      };
    }
    for (const [index, extension] of extensions.entries()) {
      if (!isSharedPrefix(extension, platformNames)) continue;
      yield {
        code: "bootstrap/shared-role-prefix",
        path: [...path, index],
        message: `The deploy role could change roles of others, whose names begin with \`${extension}-\`.`,
        allowed: "a name with which no other roles begin",
        fix: [edit("rename the extension")],
      };
    }
  }
};

const runnersHaveRepository: Rule = function* ({ bootstrap }) {
  if (bootstrap === undefined || bootstrap.github !== undefined) return;
  for (const [stack, { runner }] of Object.entries(bootstrap.stacks)) {
    if (runner === undefined) continue;
    const path: Path = ["bootstrap", "stacks", stack, "runner"];
    yield {
      code: "bootstrap/runner-without-github",
      path,
      message: "The runner runs jobs of GitHub Actions, and `bootstrap.github` names no repository.",
      allowed: "a runner only with bootstrap.github",
      fix: [remove(path)],
    };
  }
};

const platformsHaveOwnNames: Rule = function* ({ bootstrap }) {
  const stacks = Object.entries(bootstrap?.stacks ?? {});
  for (const [stack, { platformName }] of stacks) {
    const owner = stacks.find(([, other]) => platformName.startsWith(`${other.platformName}-`));
    if (owner === undefined) continue;
    const [key, other] = owner;
    yield {
      code: "bootstrap/overlapping-names",
      path: ["bootstrap", "stacks", stack, "platformName"],
      message: `The deploy role of the stack \`${key}\` could change resources of \`${platformName}\`: its policies name \`${other.platformName}-*\`.`,
      because: [["bootstrap", "stacks", key, "platformName"]],
      allowed: `a name that does not begin with ${other.platformName}-`,
      fix: [edit("rename one of the platforms, or use an AWS account of its own for it")],
    };
  }
};

/** Their policies have a pattern of names, which must match no other platform of the account. */
const shortLivedStacksAreApart: Rule = function* ({ bootstrap, name }) {
  if (bootstrap?.shortLivedStacks === undefined) return;
  for (const [stack, { platformName }] of Object.entries(bootstrap.stacks)) {
    const path: Path = ["bootstrap", "stacks", stack];
    if (stack === SHORT_LIVED_STACKS || stack === REAPER_ENVIRONMENT) {
      yield {
        code: "bootstrap/short-lived-stack-name",
        path,
        message: `Jobs of short-lived stacks use the environment \`${stack}\`, so they could deploy this stack, or its jobs those stacks.`,
        allowed: `a name other than ${SHORT_LIVED_STACKS} and ${REAPER_ENVIRONMENT}`,
        fix: [edit("rename the stack, or remove `bootstrap.shortLivedStacks`")],
      };
    }
    if (platformName.startsWith(SHORT_LIVED_PREFIX)) yield sharedNames([...path, "platformName"], platformName);
  }
  if (name?.startsWith(SHORT_LIVED_PREFIX) === true) yield sharedNames(["name"], bootstrapPrefix(name));
};

function sharedNames(path: Path, prefix: string): Finding {
  return {
    code: "bootstrap/short-lived-names",
    path,
    message: `Policies of short-lived stacks name \`${SHORT_LIVED_PLATFORMS}\`, which can match resources with the prefix \`${prefix}-\`.`,
    allowed: `names that do not begin with ${SHORT_LIVED_PREFIX}`,
    fix: [edit("use an AWS account of its own for short-lived stacks, and remove `bootstrap.shortLivedStacks` here")],
  };
}

const boundaryIsOwn: Rule = function* ({ bootstrap, aws }) {
  if (bootstrap === undefined || aws?.permissionsBoundaryArn === undefined) return;
  const path: Path = ["aws", "permissionsBoundaryArn"];
  yield {
    code: "bootstrap/unused-boundary",
    path,
    message: "The bootstrap creates the permissions boundary of its roles, so this one applies to none.",
    allowed: "no permissionsBoundaryArn in a bootstrap",
    fix: [remove(path)],
  };
};

export const bootstrapRules: readonly Rule[] = [
  rolesHavePipelines,
  accountHasStacks,
  extensionsHaveOwnRoles,
  runnersHaveRepository,
  platformsHaveOwnNames,
  shortLivedStacksAreApart,
  boundaryIsOwn,
];
