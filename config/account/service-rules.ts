import type { Rule } from "../check/rule";
import { edit, remove, set } from "../diagnostics/finding";
import type { Parts } from "../schema";
import type { Path } from "../source/path";

type Account = Parts["account"];

/** A setting that has an effect only with a service. */
interface DependentSetting {
  readonly path: readonly [string, string];
  readonly isSet: boolean;
  /** Key of the service, and whether its value allows the setting. */
  readonly service: readonly [string, string];
  readonly needs: string;
  readonly isMet: boolean;
}

function dependentSettings({ cloudTrail, config, guardDuty, securityHub }: Account): readonly DependentSetting[] {
  return [
    {
      path: ["cloudTrail", "logGroupRetentionDays"],
      isSet: cloudTrail.logGroupRetentionDays !== undefined,
      service: ["cloudTrail", "trail"],
      needs: "create",
      isMet: cloudTrail.trail === "create",
    },
    {
      path: ["config", "rules"],
      isSet: config.rules.length > 0,
      service: ["config", "recorder"],
      needs: "create or existing",
      isMet: config.recorder !== "off",
    },
    {
      path: ["guardDuty", "manageEksAgent"],
      isSet: guardDuty.manageEksAgent && guardDuty.features.includes("RUNTIME_MONITORING"),
      service: ["guardDuty", "detector"],
      needs: "create",
      isMet: guardDuty.detector === "create",
    },
    {
      path: ["guardDuty", "manageEksAgent"],
      isSet: guardDuty.manageEksAgent && !guardDuty.features.includes("RUNTIME_MONITORING"),
      service: ["guardDuty", "features"],
      needs: "a list with RUNTIME_MONITORING",
      isMet: false,
    },
    {
      path: ["securityHub", "standards"],
      isSet: securityHub.standards.length > 0,
      service: ["securityHub", "hub"],
      needs: "create or existing",
      isMet: securityHub.hub !== "off",
    },
  ];
}

const settingsHaveTheirService: Rule = function* ({ account }) {
  if (account === undefined) return;
  for (const { path: key, isSet, service, needs, isMet } of dependentSettings(account)) {
    if (!isSet || isMet) continue;
    const path: Path = ["account", ...key];
    yield {
      code: "account/setting-without-service",
      path,
      message: `\`${key[1]}\` needs \`account.${service.join(".")}\` to be ${needs}.`,
      because: [["account", ...service]],
      allowed: `no ${key[1]}, or ${service[1]} ${needs}`,
      fix: [remove(path)],
    };
  }
};

const standardsHaveARecorder: Rule = function* ({ account }) {
  if (account === undefined) return;
  const { config, securityHub } = account;
  if (securityHub.standards.length === 0 || securityHub.hub === "off" || config.recorder !== "off") return;
  yield {
    code: "account/standards-without-recorder",
    path: ["account", "securityHub", "standards"],
    message: "Most controls of the standards have no data, because the account records nothing with AWS Config.",
    because: [["account", "config", "recorder"]],
    allowed: "no standards, or account.config.recorder create or existing",
    // Which one is right depends on the account.
    fix: [edit("set `account.config.recorder` to existing if the account has a recorder, otherwise to create")],
  };
};

/** Without the baseline, the registry is not a setting of the stack. */
const inspectorAgreesWithTheRegistry: Rule = function* ({ account }) {
  if (account === undefined || !account.baseline || account.inspector.activation !== "create") return;
  const scansImages = account.inspector.scannedTypes.includes("ECR");
  if (scansImages === (account.registry.scanning === "enhanced")) return;
  const path: Path = ["account", "registry", "scanning"];
  const value = scansImages ? "enhanced" : "basic";
  yield {
    code: "account/inspector-and-registry-differ",
    path,
    message: scansImages
      ? "Amazon Inspector scans images, which turns on enhanced scanning, and the baseline would turn it off."
      : "Enhanced scanning turns on Amazon Inspector for images, and the activation of Amazon Inspector would turn it off.",
    because: [["account", "inspector", "scannedTypes"]],
    allowed: value,
    fix: [set(path, value)],
  };
};

export const serviceRules: readonly Rule[] = [
  settingsHaveTheirService,
  standardsHaveARecorder,
  inspectorAgreesWithTheRegistry,
];
