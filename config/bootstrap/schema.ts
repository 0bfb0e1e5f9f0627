import { z } from "zod";
import { subnetId, vpcId } from "../network/existing-vpc-schema";
import { connectionArn, policyArn } from "../schema/arns";
import { distinct, keyDeletionWindowDays, logRetentionDays, text } from "../schema/fields";

/**
 * `bootstrap` is the folder of the bootstrap's own state. Jobs of the environment `preview-<stack>` preview a stack, and
 * those of `approve-<stack>` wait for a reviewer: a stack with such a name would trust them to deploy it.
 */
const stackName = text(
  /^(?!bootstrap$|preview-|approve-)[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?$/,
  "1 to 20 lowercase letters, digits and hyphens, no hyphen at either end; not bootstrap, and no name that begins with preview- or approve-",
);

const githubId = text(/^[1-9]\d{0,19}$/, "a number, in quotes");

const oidcProvider = z.enum(["create", "existing"]).default("create").meta({
  description:
    "`create`: the stack creates the OIDC provider. `existing`: the account has it already, and the stack changes nothing in it: an account has one provider per issuer. Default: create. $0. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
});

const githubSchema = z
  .strictObject({
    repository: text(/^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/, "OWNER/NAME").meta({
      description: "Repository whose workflows assume the roles of the stacks.",
      examples: ["acme/shop"],
    }),
    ids: z
      .strictObject({
        owner: githubId.meta({
          description: "ID of the owner: `gh api repos/OWNER/NAME --jq .owner.id`.",
          examples: ["1234567"],
        }),
        repository: githubId.meta({
          description: "ID of the repository: `gh api repos/OWNER/NAME --jq .id`.",
          examples: ["987654321"],
        }),
      })
      .exactOptional()
      .meta({
        description:
          "IDs of owner and repository, in quotes. Tokens of repositories that were created or renamed since 2026-07-15 contain them. With IDs, the roles trust both forms. Default: none; the roles trust tokens with names only. https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/",
      }),
    oidcProvider,
  })
  .exactOptional()
  .meta({ description: "GitHub Actions, which previews and deploys the stacks. Default: none." });

const gitlabSchema = z
  .strictObject({
    project: text(
      /^\w[\w.-]*(\/\w[\w.-]*)+$/,
      "the path of a project with its groups, such as acme/platform/shop",
    ).meta({
      description: "Project whose pipelines assume the roles of the stacks.",
      examples: ["acme/platform/shop"],
    }),
    host: text(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]+$/, "a host name, such as gitlab.com")
      .default("gitlab.com")
      .meta({ description: "Host of GitLab, which AWS must be able to reach. Default: gitlab.com." }),
    deployBranch: text(/^[\w./-]+$/, "the name of a branch")
      .default("main")
      .meta({
        description:
          "Protected branch from which stacks are deployed: subjects of GitLab's tokens contain no environment. Default: main. https://docs.gitlab.com/ci/secrets/id_token_authentication/",
      }),
    oidcProvider,
  })
  .exactOptional()
  .meta({ description: "GitLab CI, which previews and deploys the stacks. Default: none." });

const runnerSchema = z
  .strictObject({
    connectionArn: connectionArn.meta({
      description:
        "Connection of AWS CodeConnections to GitHub, which registers the runner; there is no token to store. Create it once, and install its GitHub App for this repository only: jobs on the runner can use the permissions of the app. $0. https://docs.aws.amazon.com/dtconsole/latest/userguide/connections-create-github.html",
      examples: ["arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d-0000-4000-8000-000000000000"],
    }),
    vpcId: vpcId.meta({
      description: "VPC of the stack: its output vpcId. A change replaces the security group of the runner.",
      examples: ["vpc-0a1b2c3d4e5f60718"],
    }),
    subnetIds: distinct(subnetId)
      .min(1)
      .max(16)
      .meta({
        description:
          "1 to 16 private subnets of this VPC, which reach the internet through a NAT gateway: the values of private in its output subnetIds. In a public subnet, a runner has no access to the internet, and jobs wait in vain. https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html",
        examples: [["subnet-0a1b2c3d4e5f60718"]],
      }),
    clusterSecurityGroupId: text(/^sg-([0-9a-f]{8}|[0-9a-f]{17})$/, "the ID of a security group, sg-...").meta({
      description:
        "Security group of the cluster, which gets a rule that lets the runner connect to the Kubernetes API: the output clusterSecurityGroupId. A change replaces the rule.",
      examples: ["sg-0a1b2c3d4e5f60718"],
    }),
    size: z.enum(["small", "medium", "large"]).default("medium").meta({
      description:
        "Size of the container of a job: small (2 vCPUs, 4 GiB), medium (4 vCPUs, 8 GiB) or large (8 vCPUs, 16 GiB). Per minute while a job runs, in us-east-1: $0.005, $0.01 or $0.02. Default: medium. https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html",
    }),
    logRetentionDays: logRetentionDays.default(365).meta({
      description: "Days for which CloudWatch Logs keeps the logs of the runner. Default: 365. $0.50 per GB written.",
    }),
  })
  .exactOptional()
  .meta({
    description:
      "A runner of GitHub Actions in the network of the stack, for a private Kubernetes API: a CodeBuild project that starts a new container for each job. It has no permissions for the stack; jobs assume the roles of the pipeline. Set it after the first update of the stack, which creates the network, and remove it before the stack is destroyed. $1 per month for the KMS key of the logs of all runners, and jobs by the minute. Default: none. Guide: docs/bootstrap.md#runners-in-the-network.",
  });

const deploySessionHours = z.int().min(3).max(12).default(4).meta({
  description:
    "Longest session of the deploy role in hours (3 to 12). It must exceed the time of an update: with expired credentials, Pulumi cannot save the state. Default: 4.",
});

const extensions = distinct(text(/^[a-z][a-zA-Z0-9-]*$/, "the name of an extension").meta({ examples: ["orders"] }))
  .max(10)
  .default([])
  .meta({
    description:
      "Extensions of the stack that create IAM roles: the deploy role may manage roles whose names begin with the name of one. Up to ten. Default: none.",
    examples: [["orders"]],
  });

const deployPolicyArns = distinct(policyArn.meta({ examples: ["arn:aws:iam::111122223333:policy/shop-databases"] }))
  .max(5)
  .default([])
  .meta({
    description:
      "Up to five IAM policies for the deploy role in addition to those that the platform needs, for extensions and overrides. Default: none.",
    examples: [["arn:aws:iam::111122223333:policy/shop-databases"]],
  });

const shortLivedSchema = z
  .strictObject({ deploySessionHours, extensions, deployPolicyArns })
  .exactOptional()
  .meta({
    description:
      "A deploy role for the stacks of pull requests, `pr-<number>` with the environment ephemeral. It may change resources with the prefix `pr-<number>-ephemeral`, and none that are tagged with another environment. Jobs of the GitHub environments ephemeral and ephemeral-reap assume it; in GitLab, jobs of every branch of the project. Whoever can push a branch can run code with this role, so set it in an AWS account of its own, and require reviewers for the environment ephemeral. All of these stacks have one folder in the state bucket, and one KMS key for their secrets ($1 per month). Default: none. Guide: docs/short-lived-stacks.md.",
    examples: [{}, { deploySessionHours: 6 }],
  });

const stackSchema = z.strictObject({
  platformName: text(
    /^(?!.*-bootstrap-)[a-z][a-z0-9-]{0,14}[a-z0-9]-(dev|staging|prod)$/,
    "name and environment of the platform with a hyphen between them, such as shop-dev",
  ).meta({
    description:
      "`<name>-<environment>` of the stack's own file. The deploy role may change resources with this prefix, and none that are tagged with another environment.",
    examples: ["shop-dev"],
  }),
  deploySessionHours,
  previewDecryptsSecrets: z
    .boolean()
    .exactOptional()
    .meta({
      description:
        "Whether the preview role may decrypt the secrets of the stack, which a preview at AWS needs. Every pull request can run code with this role. Default: true, and false for prod, where a change rehearsal (`npm run rehearse -- <stack> --since main`) takes the place of a preview. With true, require a reviewer for the environment preview-<stack>.",
      examples: [false],
    }),
  extensions,
  accountServices: z.boolean().default(false).meta({
    description:
      "Whether the deploy role may create, change and delete the trail, the recorder of AWS Config, the detector of GuardDuty, Security Hub and Amazon Inspector of the account: `account` of the stack. Whoever controls the pipeline can then turn off what detects attacks, so set it only for a stack that creates them. Default: false. Guide: docs/account.md.",
  }),
  deployPolicyArns,
  runner: runnerSchema,
});

export const bootstrapSchema = z
  .strictObject({
    github: githubSchema,
    gitlab: gitlabSchema,
    stacks: z.record(stackName, stackSchema).meta({
      description:
        "Stacks of the platform in this account, by the name of the stack. Each gets a preview role, a deploy role, a folder in the state bucket, and a KMS key for its secrets ($1 per month).",
      examples: [{ dev: { platformName: "shop-dev" } }],
    }),
    shortLivedStacks: shortLivedSchema,
    stateRetentionDays: z.int().min(30).max(3650).default(365).meta({
      description:
        "Days (30 to 3650) for which S3 keeps versions of state files after they are replaced or deleted. Default: 365. The ten newest versions are kept regardless of their age.",
    }),
    logRetentionDays: z.int().min(30).max(3650).default(365).meta({
      description: "Days (30 to 3650) after which access logs of the state bucket are deleted. Default: 365.",
    }),
    keyDeletionWindowDays,
    deletionProtection: z.boolean().default(true).meta({
      description:
        "Whether Pulumi refuses to delete the state bucket, its log bucket and the KMS keys. Without them, the state of every stack is lost. Default: true.",
    }),
  })
  .meta({
    description:
      "What pipelines need once per account: OIDC providers, roles, the state bucket and KMS keys for secrets. Guide: docs/bootstrap.md.",
  });
