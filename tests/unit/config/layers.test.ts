import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { checkStack, ConfigError } from "../../../config";
import { formatProblems } from "../../../config/diagnostics/format";
import { edited, fileText, MINIMAL, TODAY } from "./fixtures";
import { runTool } from "./run-tool";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "groundwork-layers-"));
});

afterEach(() => {
  for (const name of Object.keys(process.env)) {
    if (/^GROUNDWORK_(AWS|CLUSTER|TAGS|NAME)/.test(name)) Reflect.deleteProperty(process.env, name);
  }
  rmSync(directory, { recursive: true });
});

/** Writes Pulumi.yaml with a block `config:`, and a stack file without `tags`. */
function project(config = "", stackFile = withoutTags()): void {
  writeFileSync(path.join(directory, "Pulumi.yaml"), `name: groundwork\nruntime: nodejs\n${config}`);
  writeFileSync(path.join(directory, "Pulumi.dev.yaml"), stackFile);
}

function withoutTags(): string {
  return fileText(Object.fromEntries(Object.entries(MINIMAL).filter(([key]) => key !== "tags")));
}

const TAGS = "config:\n  groundwork:tags:\n    value: {project: shop, owner: all, costCenter: c, department: d}\n";

function check(): ReturnType<typeof checkStack>["verdict"] {
  return checkStack(directory, "dev", { today: TODAY }).verdict;
}

function report(): string {
  return formatProblems("Pulumi.dev.yaml", check().problems);
}

describe("the values of all stacks in Pulumi.yaml", () => {
  it("are those of each stack file that lacks the key", () => {
    project(TAGS);
    expect(check().config?.tags).toMatchObject({ owner: "all" });
  });

  it("are replaced as a whole by a stack file that has the key, as Pulumi does", () => {
    project(TAGS, fileText(MINIMAL));
    expect(check().config?.tags).toEqual(expect.objectContaining(MINIMAL.tags) as unknown);
    expect(check().config?.tags.owner).not.toBe("all");
  });

  it("are also read from a declaration with a default, and from a value in place", () => {
    const declared = TAGS.replace("value:", "type: object\n    default:");
    project(declared, withoutTags().replace(/^.*groundwork:name:.*\n/m, ""));
    expect(check().config).toBeUndefined();
    project(`${declared}  groundwork:name: store\n`, withoutTags().replace(/^.*groundwork:name:.*\n/m, ""));
    expect(check().config?.platformName).toBe("store-dev");
  });

  it("have their errors reported with the line of Pulumi.yaml, and no command that would change the stack file", () => {
    project(TAGS.replace("owner:", "ownr:"));
    expect(report()).toContain("Pulumi.yaml:5:");
    expect(report()).toContain("fix       in Pulumi.yaml: rename `tags.ownr` to `tags.owner`");
    expect(report()).not.toContain("npm run");
  });

  it("are not changed by `config set`, which explains why and writes nothing", async () => {
    project(TAGS);
    const { exitCode, output } = await runTool(directory, [
      "set",
      path.join(directory, "Pulumi.dev.yaml"),
      "tags.owner",
      "me",
    ]);
    expect({ exitCode, output }).toEqual({
      exitCode: 1,
      output: expect.stringContaining("`tags` is in Pulumi.yaml") as string,
    });
    expect(readFileSync(path.join(directory, "Pulumi.dev.yaml"), "utf8")).toBe(withoutTags());
  });

  it("may be absent", () => {
    project("", fileText(MINIMAL));
    expect(report()).toContain("0 problems");
  });

  it("are refused with their position if Pulumi.yaml is not YAML", () => {
    project("config:\n  a: b: c\n");
    expect(() => check()).toThrow(/Pulumi\.yaml:4/);
  });
});

describe("an environment variable", () => {
  it("overrides the stack file", () => {
    project("", fileText(MINIMAL));
    process.env["GROUNDWORK_AWS_ACCOUNT_ID"] = "999988887777";
    expect(check().config?.aws).toMatchObject({ accountId: "999988887777", region: "eu-west-1" });
  });

  it("sets a list, with commas", () => {
    project("", fileText(edited(MINIMAL, { "cluster.endpoint": { public: true } })));
    process.env["GROUNDWORK_CLUSTER_ENDPOINT_PUBLIC_CIDRS"] = "198.51.100.7/32, 192.0.2.0/24";
    expect(check().config?.cluster.endpoint).toMatchObject({ publicCidrs: ["198.51.100.7/32", "192.0.2.0/24"] });
  });

  it("without a value changes nothing", () => {
    project("", fileText(MINIMAL));
    process.env["GROUNDWORK_AWS_REGION"] = "";
    expect(check().config?.aws.region).toBe("eu-west-1");
  });

  it("is named in the report of its value, in place of a line and of commands", () => {
    project("", fileText(MINIMAL));
    process.env["GROUNDWORK_AWS_ACCOUNT_ID"] = "12";
    expect(report()).toContain("\nGROUNDWORK_AWS_ACCOUNT_ID  aws.accountId  [schema/wrong-form]\n");
    expect(report()).toContain("fix       in the environment variable GROUNDWORK_AWS_ACCOUNT_ID: ");
    expect(report()).not.toContain("npm run");
  });

  it.each(["GROUNDWORK_CLUSTER_VERSION", "GROUNDWORK_TAGS_OWNR"])(
    "%s is refused, because it would have no effect",
    (name) => {
      project("", fileText(MINIMAL));
      process.env[name] = "1";
      expect(() => check()).toThrow(ConfigError);
      expect(() => check()).toThrow(new RegExp(`${name}.*\\n.*GROUNDWORK_TAGS_OWNER[^]*unset ${name}`));
    },
  );
});
