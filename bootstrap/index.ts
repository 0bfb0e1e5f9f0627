import { Bootstrap, type BootstrapArgs } from "../components/bootstrap";
import { providerOptions } from "../components/provider";
import { type PlatformTagArgs, platformTags } from "../components/tagging";
import { argsFor, bootstrapSettings, tagSettings } from "../config";
import { loadBootstrapConfig } from "../config/program";

/** Creates what pipelines need once per account; what it returns are the stack's outputs. */
function bootstrap(): Promise<Record<string, unknown>> {
  // Every value below comes from Pulumi.<stack>.yaml, checked by the schemas in config/.
  const config = loadBootstrapConfig();
  const { name, environment } = config;
  const environmentTagKey = config.tags.keys.environment;
  const { region, accountId, secondRegion, organizationId } = config.aws;

  const tags = platformTags(argsFor<PlatformTagArgs>()(tagSettings(config.tags), { environment }));
  // No boundary for all roles: the component creates the boundaries, and sets them on its own roles.
  const ofAccount = { region, accountId, permissionsBoundaryArn: undefined };
  const options = providerOptions({ ...ofAccount, tags, ignoredTags: config.tags.ignore });

  const place = { name, region, accountId, secondRegion, organizationId, environmentTagKey };
  const args = argsFor<BootstrapArgs>()(bootstrapSettings(config), place);
  const { stateBucketName, stacks } = new Bootstrap("bootstrap", args, options);

  return Promise.resolve({ stateBucketName, stacks });
}

export = bootstrap;
