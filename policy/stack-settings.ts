import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { NAMESPACE } from "../config/source/keys";
import { defaultLevel, LEVELS, type PolicySettings, RULE_LEVELS, type RuleLevel } from "../domain/policy/levels";
import { isRecord, type Props } from "./props";

/** What the pack reads of the configuration of a stack, which the program checks. */
export interface StackSettings extends PolicySettings {
  readonly environment: string | undefined;
  /** Settings of rules by name, as the configuration of the pack can have them too. */
  readonly ruleSettings: Readonly<Record<string, Props>>;
}

/**
 * Calls a listener with the configuration of the stack. The engine passes it to the pack before it asks for the policies and
 * their levels. The SDK of policies drops all of it but the tags, so this reads the request when it arrives.
 */
export function onStackConfig(listener: (config: ReadonlyMap<string, string>) => void): void {
  const method = AnalyzerService.configureStack as {
    requestDeserialize: (bytes: Buffer) => AnalyzerStackConfigureRequest;
  };
  const { requestDeserialize } = method;
  method.requestDeserialize = (bytes) => {
    const request = requestDeserialize(bytes);
    listener(new Map(request.getConfigMap().entries()));
    return request;
  };
}

/** The settings in the configuration of a stack, by full key, as the engine passes it: maps as JSON. */
export function stackSettings(config: ReadonlyMap<string, string>): StackSettings {
  const environment = config.get(`${NAMESPACE}:environment`);
  const { level, rules } = mapOf(config.get(`${NAMESPACE}:policy`));
  const { required, keys } = mapOf(config.get(`${NAMESPACE}:tags`));
  return {
    environment,
    level: LEVELS.find((each) => each === level) ?? defaultLevel(environment),
    rules: Object.fromEntries(Object.entries(isRecord(rules) ? rules : {}).filter(isRuleLevel)),
    ruleSettings: {
      "required-tags": { ...(isRecord(required) ? { required } : {}), ...(isRecord(keys) ? { keys } : {}) },
    },
  };
}

function isRuleLevel(entry: [string, unknown]): entry is [string, RuleLevel] {
  return RULE_LEVELS.some((level) => level === entry[1]);
}

/** The program reports text that is no map. */
function mapOf(text = "{}"): Props {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
