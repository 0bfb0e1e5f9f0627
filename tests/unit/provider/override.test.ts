import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import { providerOptions, StackOverrides } from "../../../components/provider";
import { override, type Override } from "../../../components/provider/override";
import { overrides } from "../../../components/provider/overrides";
import { serviceTrustPolicy } from "../../../domain/iam/policy-document";
import { programOf } from "../../support/program";
import { STACKS } from "../../support/stack-files";
import { record, type Recording } from "../../support/record";

const ARGS = { region: "eu-west-1", accountId: "111122223333", tags: {}, ignoredTags: { keys: [], keyPrefixes: [] } };
const BOUNDARY = "arn:aws:iam::aws:policy/PowerUserAccess";

/** Two roles, one of them below another component. */
class Roles extends pulumi.ComponentResource {
  constructor(opts: pulumi.ComponentResourceOptions) {
    super("test:provider:Roles", "roles", {}, opts);
    const inner = new pulumi.ComponentResource("test:provider:Inner", "inner", {}, { parent: this });
    const assumeRolePolicy = serviceTrustPolicy("ec2.amazonaws.com");
    new iam.Role("one", { assumeRolePolicy, description: "one" }, { parent: this });
    new iam.Role("two", { assumeRolePolicy, description: "two" }, { parent: inner });
  }
}

function rolesWith(changes: readonly Override[], permissionsBoundaryArn?: string): Promise<Recording<unknown>> {
  return record(() => new Roles(providerOptions({ ...ARGS, permissionsBoundaryArn }, changes)));
}

describe("an override", () => {
  it("changes the arguments of the resource with its class and name only, at any depth", async () => {
    const maxSessionDuration = 7200;
    const changed = await rolesWith([override(iam.Role, "two", (args) => ({ ...args, maxSessionDuration }))]);
    expect(changed.one("aws:iam/role:Role", "two").inputs).toMatchObject({ description: "two", maxSessionDuration });
    expect(changed.one("aws:iam/role:Role", "one").inputs).not.toHaveProperty("maxSessionDuration");
  });

  it("does not change a resource of another class with the same name", async () => {
    const other = override(eks.Cluster, "two", (args) => ({ ...args, version: "1.36" }));
    expect((await rolesWith([other])).one("aws:iam/role:Role", "two").inputs).not.toHaveProperty("version");
  });

  it("cannot remove the permissions boundary of a role", async () => {
    const out = override(iam.Role, "one", (args) => ({
      ...args,
      permissionsBoundary: "arn:aws:iam::aws:policy/Other",
    }));
    const roles = await rolesWith([out], BOUNDARY);
    expect(roles.one("aws:iam/role:Role", "one").inputs["permissionsBoundary"]).toBe(BOUNDARY);
  });
});

describe("overrides of the stack file", () => {
  const ROLE = "aws:iam/role:Role";

  function overridden(overrides: ConstructorParameters<typeof StackOverrides>[0]): Promise<Recording<string>> {
    return record(() => {
      const ofStack = new StackOverrides(overrides);
      new Roles(providerOptions({ ...ARGS, permissionsBoundaryArn: undefined, overrides: ofStack }));
      try {
        ofStack.assertApplied();
        return "applied";
      } catch (error) {
        return String(error);
      }
    });
  }

  it("are merged over the arguments of the resource of their type and name", async () => {
    const changed = await overridden({ two: { type: ROLE, arguments: { maxSessionDuration: 7200 } } });
    expect(changed.one(ROLE, "two").inputs).toMatchObject({ description: "two", maxSessionDuration: 7200 });
    expect(changed.one(ROLE, "one").inputs).not.toHaveProperty("maxSessionDuration");
    expect(changed.result).toBe("applied");
  });

  it("are refused without a resource, each with the nearest logical name or all of its type", async () => {
    const { result } = await overridden({
      tow: { type: ROLE, arguments: {} },
      "something-else": { type: ROLE, arguments: {} },
      one: { type: "aws:eks/cluster:Cluster", arguments: {} },
    });
    expect(result.split("\n").slice(1)).toEqual([
      `  - overrides.tow: the stack has no resource of type ${ROLE} with this logical name. Did you mean two?`,
      `  - overrides.something-else: the stack has no resource of type ${ROLE} with this logical name. This stack has one, two.`,
      "  - overrides.one: the stack has no resource of type aws:eks/cluster:Cluster with this logical name. This stack has none of this type.",
    ]);
  });
});

it("every override in overrides.ts names a resource of a stack", async () => {
  const programs = await Promise.all(overrides.length === 0 ? [] : STACKS.map((stack) => programOf(stack)));
  const names = new Set(programs.flatMap(({ resources }) => resources.map(({ name }) => name)));
  expect(overrides.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
});
