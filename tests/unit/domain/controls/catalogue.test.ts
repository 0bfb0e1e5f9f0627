import { existsSync } from "node:fs";
import path from "node:path";

import { schemaAt } from "../../../../config/schema/json-schema";
import { CONTROLS, REQUIREMENTS } from "../../../../domain/controls/catalogue";
import { rules } from "../../../../policy/rules";

const AWS = path.dirname(require.resolve("@pulumi/aws/package.json"));

/** Framework IDs that rules list; IDs of scanners are in the catalogue only. */
const STANDARD = /^(CIS-|[A-Z][A-Za-z0-9]+\.\d+$)/;

const byRules = CONTROLS.flatMap(({ id, met }) => ("rules" in met ? met.rules.map((rule) => ({ id, rule })) : []));

/** Rows of the control table of the issue that the catalogue must not lose. */
const REQUIRED_IDS = [
  ...["EC2.10", "EC2.58", "EC2.60", "AutoScaling.6", "S3.9", "SSM.7", "EKS.8", "Backup.1", "KMS.3", "IAM.21"],
  ...["CKV2_AWS_62", "CKV_AWS_144", "CKV_AWS_145", "CKV_AWS_158", "CKV_AWS_21", "CKV_AWS_339"],
];

describe("the catalogue of controls", () => {
  it("has each control once", () => {
    const ids = CONTROLS.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining(REQUIRED_IDS));
    expect(ids.length).toBeGreaterThanOrEqual(145);
  });

  it("names rules that exist", () => {
    const names = new Set(rules.map(({ name }) => name));
    expect(byRules.filter(({ rule }) => !names.has(rule))).toEqual([]);
  });

  it("lists the same controls for each rule as the rule", () => {
    const listed = rules.map(({ name, controls }) => ({ name, controls: [...controls].sort() }));
    const expected = rules.map(({ name }) => ({
      name,
      controls: byRules
        .filter(({ id, rule }) => rule === name && STANDARD.test(id))
        .map(({ id }) => id)
        .sort(),
    }));
    expect(listed).toEqual(expected);
  });

  it("states an exception for exactly those controls whose rules accept resources that do not meet them", () => {
    const accepting = new Set(rules.filter(({ accepts }) => accepts !== undefined).map(({ name }) => name));
    const wrong = CONTROLS.filter(
      ({ met, exception }) =>
        ("rules" in met && met.rules.some((rule) => accepting.has(rule))) !== (exception !== undefined),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("names the environments of exactly those requirements whose rules depend on the environment", () => {
    const settings = ["environments", "services", "days"];
    const scoped = rules
      .filter((rule) => settings.some((key) => key in (rule.configSchema?.properties ?? {})))
      .map(({ name }) => name);
    const wrong = CONTROLS.filter(
      ({ environments, met }) =>
        "rules" in met && met.rules.some((rule) => scoped.includes(rule)) !== (environments !== undefined),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("names kinds that the SDK of AWS has", () => {
    const kinds = new Set(
      CONTROLS.flatMap((control) => control.kinds).filter((kind) => !kind.startsWith("kubernetes.")),
    );
    const unknown = [...kinds].filter((kind) => {
      const [module = "", name = ""] = kind.split(".");
      return !existsSync(path.join(AWS, module, `${name.charAt(0).toLowerCase()}${name.slice(1)}.js`));
    });
    expect(unknown).toEqual([]);
  });

  it("names keys of the stack file that exist", () => {
    const texts = CONTROLS.flatMap(({ met }) =>
      "notApplicable" in met ? [met.notApplicable] : met.setting === undefined ? [] : [met.setting],
    );
    const keys = texts.flatMap((text) => [...text.matchAll(/`([\w.*]+)`/g)].map(([, key = ""]) => key));
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter((key) => schemaAt(key.replaceAll("*", "any").split(".")) === undefined)).toEqual([]);
  });

  it("has a page for each control, and a reason for each that is waived", () => {
    expect(CONTROLS.filter(({ link }) => !/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html(#\S+)?$/.test(link))).toEqual(
      [],
    );
    expect(CONTROLS.filter(({ mark, met }) => (mark === "waived") !== "notApplicable" in met)).toEqual([]);
  });

  it("writes titles as sentences without a full stop", () => {
    const titles = Object.values(REQUIREMENTS).flatMap((all) => all.map(({ title }) => title));
    expect(titles.filter((title) => !/^[A-Z].+[^.]$/.test(title))).toEqual([]);
  });
});
