import { boundaryPolicy } from "../../../components/bootstrap/boundary";
import { deployPolicies } from "../../../components/bootstrap/deploy-policies";
import { EXTENSION_NAMES_LENGTH } from "../../../domain/bootstrap/role-patterns";
import { ACCOUNT, ARGS, DEV, KEYS } from "./policy-fixture";
import { stack } from "./record-bootstrap";

it("policies of IAM have room for the longest names, and for ten extensions with the most characters", () => {
  const extensions = Array.from(
    { length: 10 },
    (_, index) => `${String(index)}${"x".repeat(EXTENSION_NAMES_LENGTH / 10 - 1)}`,
  );
  const longest = { ...stack("sixteen-letters0-staging", true), extensions, accountServices: true };
  const key = "stack-with-20-chars0";
  const keyArn = `arn:aws:kms:ap-southeast-1:${ACCOUNT}:key/864b0024-1f7c-d3ec-1b59-2e08e28ec5d7`;
  const shortLived = { ...longest, platformName: "pr-*-ephemeral", isShortLived: true, accountServices: false };
  const stacks = { [key]: longest, ephemeral: shortLived };
  const args = { ...ARGS, name: "sixteen-letters0", region: "ap-southeast-1", stacks };
  const keys = { state: keyArn, secrets: { [key]: keyArn, ephemeral: keyArn } };
  const texts = Object.entries(stacks).flatMap(([name, ofName]) => [
    boundaryPolicy(args, name, keys),
    ...Object.values(deployPolicies({ ...args, secondRegion: "ap-southeast-2" }, name, ofName)),
  ]);
  expect(texts.map((text) => text.replace(/\s/g, "").length).filter((length) => length > 6144)).toEqual([]);
});

it("the boundary does not grow with the number of stacks", () => {
  const stacks = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`s${String(index)}`, DEV]));
  const many = { ...ARGS, stacks: { ...ARGS.stacks, ...stacks } };
  expect(boundaryPolicy(many, "dev", KEYS)).toBe(boundaryPolicy(ARGS, "dev", KEYS));
});
