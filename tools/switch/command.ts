import { declareCommand, ExitCode } from "../terminal/declaration";
import { SETTINGS, SWITCH_TO_LABEL } from "./settings";

const optionOf = (name: keyof typeof SETTINGS): { readonly value: string; readonly text: string } => {
  const { value, text, default: defaultValue, accepts } = SETTINGS[name];
  return {
    value,
    text: `${text} Accepts ${accepts}. Overrides the annotation groundwork/switch-${name}. Default: ${defaultValue}.`,
  };
};

export const switchCommand = declareCommand({
  name: "switch",
  summary: `Switches the requests of workloads to a new version that already runs, and switches them back if too many fail. A workload is an Ingress of the AWS Load Balancer Controller that divides requests between two Services by weights; its label ${SWITCH_TO_LABEL} names the Service of the new version. The command waits until the targets of the new version are healthy, gives it 10% of the requests and then all of them, and reads from CloudWatch how many requests fail. Too few requests decide nothing: the command restores the weights that it found, also after an error and if it is interrupted.`,
  needs: "AWS CLI and credentials, Pulumi CLI, kubectl",
  stacks: "one",
  operands: [
    {
      name: "namespace/ingress",
      text: `The workload. Default: every Ingress with the label ${SWITCH_TO_LABEL} whose new version does not have all requests yet, all at the same time.`,
      isOptional: true,
    },
  ],
  options: {
    to: { value: "service", text: `Service of the new version. Default: that of the label ${SWITCH_TO_LABEL}.` },
    steps: optionOf("steps"),
    "bake-minutes": optionOf("bake-minutes"),
    "max-error-percent": optionOf("max-error-percent"),
    "min-requests": optionOf("min-requests"),
    json: { text: "Print the outcome, the weights and the measurements of each workload as JSON." },
  },
  examples: [
    "dev",
    "prod shop/shop --to shop-green",
    "prod shop/shop --steps 5,25,100 --bake-minutes 10",
    "prod --json",
  ],
  exitCodes: {
    [ExitCode.success]: "All workloads were switched, or none has the label.",
    [ExitCode.failure]:
      "A workload was switched back, its new version is not ready, or the decision could not be made.",
    [ExitCode.remainder]:
      "A workload had too few requests for a decision: its weights are those from before the command.",
  },
});
