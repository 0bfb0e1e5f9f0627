import { Bootstrap, type BootstrapArgs } from "../../../components/bootstrap";
import { type Recording, record } from "../../support/record";
import { runnerWorld } from "./fixtures";

export const ARGS: BootstrapArgs = {
  name: "shop",
  accountId: "111122223333",
  region: "eu-west-1",
  secondRegion: undefined,
  organizationId: undefined,
  environmentTagKey: "Environment",
  github: { repository: "acme/shop", ids: { owner: "12", repository: "345" }, oidcProvider: "create" },
  stacks: { dev: stack("shop-dev", true), prod: stack("shop-prod", false) },
  stateRetentionDays: 365,
  logRetentionDays: 365,
  keyDeletionWindowDays: 30,
  deletionProtection: true,
};

export function stack(platformName: string, previewDecryptsSecrets: boolean): BootstrapArgs["stacks"][string] {
  return {
    platformName,
    previewDecryptsSecrets,
    deploySessionHours: 4,
    isShortLived: false,
    extensions: [],
    accountServices: false,
    deployPolicyArns: [],
  };
}

/** The stacks of pull requests. */
export const SHORT_LIVED = { ...stack("pr-*-ephemeral", false), isShortLived: true };

export function recordBootstrap(args: Partial<BootstrapArgs>): Promise<Recording<Bootstrap>> {
  return record(() => new Bootstrap("bootstrap", { ...ARGS, ...args }, {}), { world: runnerWorld() });
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function statementsOf(recording: Recording<unknown>, type: string, name: string): readonly Statement[] {
  const { inputs } = recording.one(type, name);
  const text = String(inputs["policy"] ?? inputs["assumeRolePolicy"]);
  return (JSON.parse(text) as { readonly Statement: readonly Statement[] }).Statement;
}

export function statement(
  recording: Recording<unknown>,
  type: string,
  name: string,
  sid: string,
): Statement | undefined {
  return statementsOf(recording, type, name).find(({ Sid }) => Sid === sid);
}
