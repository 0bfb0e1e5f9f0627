import {
  BOOTSTRAP_PROJECT,
  type BootstrapConfig,
  type CheckedStack,
  checkBootstrapStack,
  checkFleetStack,
  checkStack,
  ConfigError,
  FLEET_PROJECT,
  type FleetConfig,
  type PlatformConfig,
} from "../../config";
import { NAMESPACE } from "../../config/source/keys";
import { stackFileName } from "../../config/source/project-files";
import { readExtensions } from "../project/extensions";
import { readProject } from "../rehearse/program";

/** The configuration of a stack of any of the three projects. */
export type AnyConfig = PlatformConfig | FleetConfig | BootstrapConfig;

/**
 * Checks a stack file as the program of its project does: Pulumi.yaml beside it names the project. A platform may have
 * another project name; throws a {@link ConfigError} if such a file has no setting of Groundwork either.
 *
 * @param text to check in place of the one that the stack file has
 */
export function checkFile(directory: string, stack: string, today: Date, text?: string): CheckedStack<AnyConfig> {
  const options = { today, ...(text === undefined ? {} : { text }) };
  const { name } = readProject(directory);
  if (name === FLEET_PROJECT) return checkFleetStack(directory, stack, options);
  if (name === BOOTSTRAP_PROJECT) return checkBootstrapStack(directory, stack, options);
  const checked = checkStack(directory, stack, { ...options, extensions: readExtensions(directory) });
  if (name !== NAMESPACE && Object.keys(checked.source.values).length === 0) {
    throw new ConfigError(
      `${stackFileName(stack)} is not a stack of Groundwork: it belongs to the project ${name} and has no key that begins with ${NAMESPACE}:.`,
    );
  }
  return checked;
}
