import { checkBootstrap } from "../../../config/bootstrap/check-bootstrap";
import type { BootstrapConfig } from "../../../config";
import type { Verdict } from "../../../config/check/check";
import { sourceFromFile } from "../../../config/source/source";
import { parseStackFile } from "../../../config/source/stack-file";
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

export function bootstrapVerdict(edits: Edits = {}): Verdict<BootstrapConfig> {
  const text = fileText(edited(BOOTSTRAP, edits));
  return checkBootstrap(sourceFromFile(parseStackFile(text, "Pulumi.account.yaml"), "account"), TODAY);
}
