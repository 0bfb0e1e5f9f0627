import { EXTENSION_NAMES_LENGTH, isSharedPrefix } from "../../domain/bootstrap/role-patterns";
import { edit, remove } from "../diagnostics/finding";
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
  if (bootstrap === undefined || Object.keys(bootstrap.stacks).length > 0) return;
  yield {
    code: "bootstrap/no-stacks",
    path: ["bootstrap", "stacks"],
    message: "The account has no stacks, so there are no roles to create.",
    allowed: "at least one stack",
    fix: [edit("add a stack to `bootstrap.stacks`")],
  };
};

const extensionsHaveOwnRoles: Rule = function* ({ bootstrap, name }) {
  const stacks = Object.entries(bootstrap?.stacks ?? {});
  const platformNames = [...stacks.map(([, { platformName }]) => platformName), `${name ?? ""}-bootstrap`];
  for (const [stack, { extensions }] of stacks) {
    const { length } = extensions.join("");
    if (length > EXTENSION_NAMES_LENGTH) {
      yield {
        code: "bootstrap/extension-names-too-long",
        path: ["bootstrap", "stacks", stack, "extensions"],
        message: `The names have ${String(length)} characters together, and the policies of the roles have room for ${String(EXTENSION_NAMES_LENGTH)}.`,
        allowed: `names with up to ${String(EXTENSION_NAMES_LENGTH)} characters together`,
        fix: [edit("shorten the names")],
      };
    }
    for (const [index, extension] of extensions.entries()) {
      if (!isSharedPrefix(extension, platformNames)) continue;
      yield {
        code: "bootstrap/shared-role-prefix",
        path: ["bootstrap", "stacks", stack, "extensions", index],
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
  boundaryIsOwn,
];
