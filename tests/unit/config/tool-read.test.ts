import { writeFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { edited, MINIMAL, PROD } from "./fixtures";
import { useProject } from "./run-tool";

const project = useProject();
const { stackFile: write, run } = project;

beforeEach(() => {
  write("dev", MINIMAL);
});

afterEach(() => {
  Reflect.deleteProperty(process.env, "GROUNDWORK_AWS_REGION");
});

async function output(...args: string[]): Promise<string> {
  const { exitCode, output: text } = await run(...args);
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${text}`);
  return text;
}

async function json(...args: string[]): Promise<unknown> {
  return JSON.parse(await output(...args, "--json"));
}

describe("config list", () => {
  it("has a row for each stack, with facts of its file and its costs", async () => {
    write("prod", edited(MINIMAL, { ...PROD, name: "store" }));
    const lines = (await output("list")).split("\n").map((line) => line.trim().split(/ {2,}/));
    expect(lines[0]).toEqual([
      ...["STACK", "KIND", "ENVIRONMENT", "NAME", "REGION", "ACCOUNT", "KUBERNETES", "USD A MONTH", "PROBLEMS"],
    ]);
    expect(lines[1]?.slice(1, 7)).toEqual(["platform", "dev", "shop-dev", "eu-west-1", "111122223333", "1.36"]);
    expect(lines[2]?.[3]).toBe("store-prod");
    expect(await json("list")).toEqual([
      expect.objectContaining({ kind: "platform", usdPerMonth: expect.any(Number) as number, problems: 0 }) as unknown,
      expect.objectContaining({ environment: "prod", problems: 0 }) as unknown,
    ]);
  });

  it("counts the problems of an invalid file, and fails", async () => {
    write("dev", edited(MINIMAL, { "network.zones": ["a", "a"] }));
    const { exitCode, output: text } = await run("list", "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(text)).toEqual([{ stack: expect.any(String) as string, file: "Pulumi.dev.yaml", problems: 1 }]);
  });
});

describe("config get", () => {
  it.each([
    ["aws.region", "eu-west-1"],
    ["network.zones[1]", "b"],
    ["network.zones", "- a\n- b"],
    ["network.nat", "single"],
    ["cluster.deletionProtection", "false"],
  ])("prints %s", async (place, expected) => {
    write("dev", edited(MINIMAL, { "cluster.deletionProtection": false, "network.nat": "single" }));
    expect(await output("get", "dev", place)).toBe(expected);
  });

  it("states the origin in JSON", async () => {
    expect(await json("get", "dev", "aws.region")).toEqual({
      path: "aws.region",
      value: "eu-west-1",
      origin: expect.stringMatching(/^Pulumi\.dev\.yaml:\d+$/) as string,
    });
  });

  it("fails for a value that the configuration does not have, and for text that is no path", async () => {
    expect(await run("get", "dev", "aws.regoin")).toMatchObject({ exitCode: 1 });
    await expect(run("get", "dev", "aws..region")).rejects.toThrow("not a path");
  });
});

describe("config show --origin", () => {
  it("states for each value the line, the environment variable, the default, or that it is computed", async () => {
    process.env["GROUNDWORK_AWS_REGION"] = "eu-central-1";
    const rows = (await json("show", "dev", "--origin")) as { path: string; value: unknown; origin: string }[];
    const originOf = (place: string): string | undefined => rows.find((row) => row.path === place)?.origin;
    expect(originOf("aws.region")).toBe("GROUNDWORK_AWS_REGION");
    expect(originOf("aws.accountId")).toMatch(/^Pulumi\.dev\.yaml:\d+$/);
    expect(originOf("storage.forceDestroy")).toBe("default");
    expect(originOf("platformName")).toBe("computed");
  });

  it("names Pulumi.yaml with its line for a value of all stacks", async () => {
    const text = "name: groundwork\nconfig:\n  groundwork:usage:\n    value:\n      internetOutGb: 5\n";
    writeFileSync(path.join(project.directory, "Pulumi.yaml"), text);
    expect(await output("show", "dev", "--origin")).toMatch(/^ *Pulumi\.yaml:5 +usage\.internetOutGb +5$/m);
  });
});

describe("config convert", () => {
  it("prints the same values as JSON and as YAML", async () => {
    const [asJson, asYaml] = [await output("convert", "dev"), await output("convert", "dev", "--to", "yaml")];
    expect(parse(asYaml)).toEqual(JSON.parse(asJson));
    expect(JSON.parse(asJson)).toMatchObject({ platformName: "shop-dev", network: { zones: ["a", "b"] } });
  });

  it("prints lines that a shell can read", async () => {
    write("dev", edited(MINIMAL, { "tags.owner": "web team" }));
    const lines = (await output("convert", "dev", "--to", "env")).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "STACK_AWS_ACCOUNT_ID=111122223333",
        "STACK_TAGS_OWNER='web team'",
        `STACK_NETWORK_ZONES='["a","b"]'`,
      ]),
    );
    expect(lines.filter((line) => !/^[A-Z][A-Z0-9_]*=/.test(line))).toEqual([]);
  });
});

describe("config diff", () => {
  const reasons = async (...stacks: string[]): Promise<Readonly<Record<string, string>>> => {
    const rows = (await json("diff", ...stacks)) as { path: string; reason: string }[];
    return Object.fromEntries(rows.map(({ path: place, reason }) => [place, reason]));
  };

  it("tells values that a rule requires from those that a file chooses and from defaults", async () => {
    write("prod", edited(MINIMAL, { ...PROD, "aws.accountId": "444455556666", "tags.owner": "shop" }));
    const found = await reasons("dev", "prod");
    expect(found["network.zones"]).toBe("required in prod");
    expect(found["storage.encryption"]).toBe("required in prod");
    expect(found["tags.owner"]).toBe("chosen");
    expect(found).not.toHaveProperty("aws.region");
  });

  it("shows a map that one stack lacks as one difference", async () => {
    write("two", edited(MINIMAL, { "storage.buckets": { data: { noncurrentExpirationDays: 7 } } }));
    expect(Object.keys(await reasons("dev", "two"))).toEqual(["storage.buckets.data"]);
  });

  it("states that stacks have the same values, and refuses a single one", async () => {
    write("two", MINIMAL);
    expect(await output("diff", "dev", "two")).toBe("The stacks have the same values.");
    await expect(run("diff", "dev")).rejects.toThrow("at least two");
  });
});

describe("config validate --json", () => {
  it("has code, position and fix of each problem", async () => {
    write("dev", edited(MINIMAL, { "network.nta": "none" }));
    const { exitCode, output: text } = await run("validate", "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(text)).toEqual([
      {
        file: "Pulumi.dev.yaml",
        isValid: false,
        problems: [expect.objectContaining({ code: "schema/misspelt-key", path: "network.nta" }) as unknown],
        warnings: expect.any(Array) as unknown,
      },
    ]);
  });
});
