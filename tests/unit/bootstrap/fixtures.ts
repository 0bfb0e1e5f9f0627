import { checkBootstrap } from "../../../config/bootstrap/check-bootstrap";
import type { BootstrapConfig } from "../../../config";
import type { Verdict } from "../../../config/check/check";
import { sourceFromFile } from "../../../config/source/source";
import { parseStackFile } from "../../../config/source/stack-file";
import type { World } from "../../../sandbox";
import { initialBootstrapWorld } from "../../../tools/rehearse/initial-world";
import { edited, type Edits, fileText, TODAY } from "../config/fixtures";

/** The fewest keys that the stack file of a bootstrap needs. */
const BOOTSTRAP = {
  environment: "prod",
  name: "shop",
  aws: { region: "eu-west-1", accountId: "111122223333" },
  tags: { project: "shop", owner: "platform", costCenter: "cc-1", department: "it" },
  bootstrap: {
    github: { repository: "acme/shop" },
    stacks: { dev: { platformName: "shop-dev" }, prod: { platformName: "shop-prod" } },
  },
};

/** A runner in the network of a stack. */
export const RUNNER = {
  connectionArn: "arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d-0000-4000-8000-000000000000",
  vpcId: "vpc-0a1b2c3d4e5f60718",
  subnetIds: ["subnet-0a1b2c3d4e5f60718"],
  clusterSecurityGroupId: "sg-0a1b2c3d4e5f60718",
};

export function bootstrapVerdict(edits: Edits = {}): Verdict<BootstrapConfig> {
  const text = fileText(edited(BOOTSTRAP, edits));
  return checkBootstrap(sourceFromFile(parseStackFile(text, "Pulumi.account.yaml"), "account"), TODAY);
}

/** A world with the network of the runner. */
export function runnerWorld(): World {
  const { config } = bootstrapVerdict({ "bootstrap.stacks.prod.runner": RUNNER });
  if (config === undefined) throw new Error("The stack file is not valid");
  return initialBootstrapWorld(config);
}
