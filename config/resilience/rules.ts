import { parseArn } from "../../domain/iam/arn";
import { listed } from "../../domain/listed";
import { edit, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

const EXPERIMENTS: Path = ["resilience", "experiments"];

const prodAllowsExperiments: Rule = function* ({ resilience, environment }) {
  const { experiments } = resilience ?? {};
  if (environment !== "prod" || !hasExperiment(experiments) || experiments.allowInProd) return;
  yield {
    code: "resilience/experiments-in-prod",
    path: EXPERIMENTS,
    message: "The experiments interrupt workloads, and `allowInProd` does not allow them in prod.",
    because: [["environment"]],
    allowed: "no experiments, or allowInProd true",
    fix: [remove(EXPERIMENTS)],
  };
};

/** The stack creates the alarms that stop experiments by default only with `monitoring.alarms`. */
const experimentsHaveStopAlarms: Rule = function* ({ resilience, monitoring }) {
  const { experiments } = resilience ?? {};
  if (monitoring === undefined || monitoring.alarms !== undefined || !hasExperiment(experiments)) return;
  const path: Path = [...EXPERIMENTS, "stopAlarmArns"];
  if (experiments.stopAlarmArns.length > 0) return;
  yield {
    code: "resilience/experiments-without-stop-alarm",
    path,
    message:
      "No alarm stops the experiments: the list is empty, and without `monitoring.alarms` the stack has no alarms of its own.",
    because: [["monitoring", "alarms"]],
    allowed: "one alarm or more, or monitoring.alarms set",
    fix: [edit("set `monitoring.alarms` with the email addresses to notify, or name alarms in `stopAlarmArns`")],
  };
};

const stopAlarmsAreReadable: Rule = function* ({ resilience, aws }) {
  if (aws === undefined) return;
  for (const [index, arn] of (resilience?.experiments?.stopAlarmArns ?? []).entries()) {
    const { region, accountId } = parseArn(arn) ?? {};
    if (region === aws.region && accountId === aws.accountId) continue;
    yield {
      code: "resilience/stop-alarm-elsewhere",
      path: [...EXPERIMENTS, "stopAlarmArns", index],
      message: "Fault Injection Service reads alarms of the stack's account and Region only.",
      because: [["aws"]],
      allowed: `an alarm of account ${aws.accountId} in ${aws.region}`,
      fix: [
        edit(
          `\`aws cloudwatch describe-alarms --region ${aws.region} --query 'MetricAlarms[].AlarmArn'\` prints the alarms to choose from`,
        ),
      ],
    };
  }
};

const targetRoleIsOfTheAccount: Rule = function* ({ resilience, aws }) {
  const { apiErrors } = resilience?.experiments ?? {};
  if (apiErrors === undefined || aws === undefined) return;
  if (parseArn(apiErrors.roleArn)?.accountId === aws.accountId) return;
  yield {
    code: "resilience/role-of-another-account",
    path: [...EXPERIMENTS, "apiErrors", "roleArn"],
    message: "Fault Injection Service injects errors into requests of roles of the stack's account only.",
    because: [["aws", "accountId"]],
    allowed: `a role of account ${aws.accountId}`,
    fix: [edit("`aws iam list-roles --query 'Roles[].Arn'` prints the roles to choose from")],
  };
};

const clusterHasNodes: Rule = function* ({ resilience, cluster }) {
  if (resilience?.experiments?.terminateNodes === undefined || cluster === undefined) return;
  if (Object.keys(cluster.nodeGroups).length > 0 || cluster.karpenter !== undefined) return;
  const path: Path = [...EXPERIMENTS, "terminateNodes"];
  yield {
    code: "resilience/experiment-without-nodes",
    path,
    message: "The cluster has neither node groups nor Karpenter, so the experiment finds no node to terminate.",
    because: [["cluster"]],
    allowed: "no terminateNodes",
    fix: [remove(path)],
  };
};

const zoneHasSubnets: Rule = function* ({ resilience, network }) {
  const { zoneLoss } = resilience?.experiments ?? {};
  if (zoneLoss === undefined || network === undefined) return;
  const path: Path = [...EXPERIMENTS, "zoneLoss"];
  if (network.existing !== undefined) {
    yield {
      code: "resilience/zone-loss-in-existing-vpc",
      path,
      message:
        "The experiment exchanges network ACLs of subnets that the stack does not own and that other workloads may use.",
      because: [["network", "existing"]],
      allowed: "no zoneLoss",
      fix: [remove(path)],
    };
  } else if (!network.zones.includes(zoneLoss.zone)) {
    const [first = "a"] = network.zones;
    yield {
      code: "resilience/experiment-in-unused-zone",
      path: [...path, "zone"],
      message: "The stack has no subnets in this zone.",
      because: [["network", "zones"]],
      allowed: `one of ${listed(network.zones)}`,
      fix: [set([...path, "zone"], first)],
    };
  }
};

type Experiments = NonNullable<NonNullable<ReadableParts["resilience"]>["experiments"]>;

function hasExperiment(experiments: Experiments | undefined): experiments is Experiments {
  const { terminateNodes, zoneLoss, apiErrors } = experiments ?? {};
  return [terminateNodes, zoneLoss, apiErrors].some((experiment) => experiment !== undefined);
}

/** Every relation that must hold between values of `groundwork:resilience`. */
export const resilienceRules: readonly Rule[] = [
  prodAllowsExperiments,
  experimentsHaveStopAlarms,
  stopAlarmsAreReadable,
  targetRoleIsOfTheAccount,
  clusterHasNodes,
  zoneHasSubnets,
];
