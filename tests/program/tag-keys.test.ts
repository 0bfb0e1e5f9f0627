import { stackResourceQuery } from "../../components/tagging/resource-query";
import { recordProgram } from "../support/program";
import type { Recording } from "../support/record";
import { FLEET } from "../support/stack-files";

const BUCKET = "aws:s3/bucket:Bucket";
const KEYS = { owner: "acme:owner", costCenter: "CostCentre", environment: "acme:environment" };
/** The default keys that {@link KEYS} replace, in JSON, and in text such as `Owner=web`. */
const REPLACED = /"(Owner|CostCenter|Environment)(=|\\*")/;
const OWN = { keys: KEYS, additional: { Ticket: "OPS-17" }, required: { Ticket: { pattern: "OPS-\\d+" } } };

type Config = Record<string, unknown>;

function withOwnTags(config: Config): void {
  config["groundwork:tags"] = { ...(config["groundwork:tags"] as Config), ...OWN };
}

function defaultTags(inputs: Config): Record<string, string> {
  return (JSON.parse(String(inputs["defaultTags"])) as { tags: Record<string, string> }).tags;
}

describe("a stack with its own tag keys", () => {
  let program: Recording<unknown>;
  let tags: Record<string, string>;

  beforeAll(async () => {
    program = await recordProgram("dev", { edit: withOwnTags });
    tags = defaultTags(program.one("pulumi:providers:aws").inputs);
  });

  it("has them in every place that has tags, and nowhere the default keys that they replace", () => {
    const keys = ["Project", "acme:owner", "CostCentre", "Department", "acme:environment", "ManagedBy", "Ticket"];
    expect(Object.keys(tags)).toEqual(keys);
    const texts = program.resources.map(({ type, inputs }) => ({ type, text: JSON.stringify(inputs) }));
    expect(texts.filter(({ text }) => REPLACED.test(text))).toEqual([]);
    const types = texts.filter(({ text }) => text.includes("acme:owner")).map(({ type }) => type);
    expect([...new Set(types)].sort()).toEqual([
      "aws:autoscaling/tag:Tag",
      "aws:ec2/launchTemplate:LaunchTemplate",
      "aws:ec2/tag:Tag",
      "aws:eks/addon:Addon",
      "kubernetes:storage.k8s.io/v1:StorageClass",
      "pulumi:providers:aws",
    ]);
  });

  it("has a resource group that finds its resources by them", () => {
    const { query } = program.one("aws:resourcegroups/group:Group").inputs["resourceQuery"] as { query: string };
    const { Project = "", "acme:environment": environment = "", ManagedBy = "" } = tags;
    expect(query).toBe(stackResourceQuery({ Project, "acme:environment": environment, ManagedBy }));
  });
});

describe("a fleet with its own tag keys", () => {
  it("tags a bucket of another owner with them", async () => {
    const program = await recordProgram("a", { program: FLEET, edit: withOwnTags });
    const tagged = program.ofType(BUCKET).flatMap(({ inputs }) => Object.keys((inputs["tags"] ?? {}) as Config));
    expect(new Set(tagged)).toEqual(new Set(["acme:owner", "CostCentre"]));
  });
});
