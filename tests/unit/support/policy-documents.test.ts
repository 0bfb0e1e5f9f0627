import { policyDocuments } from "../../support/policy-documents";
import type { RecordedResource } from "../../support/record";

const DOCUMENT = { Version: "2012-10-17", Statement: [] };

function resource(type: string, inputs: Record<string, unknown>, custom = true): RecordedResource {
  return { type, name: "r", id: "r", custom, inputs, state: {}, options: {} as RecordedResource["options"] };
}

describe("policyDocuments", () => {
  it("returns text and objects with a statement at any depth, with the kind of the policy", () => {
    const text = JSON.stringify(DOCUMENT);
    const found = policyDocuments([
      resource("aws:iam/role:Role", { assumeRolePolicy: text, inlinePolicies: [{ policy: text }] }),
      resource("aws:kms/key:Key", { policy: text }),
      resource("aws:x/y:Y", { nested: { list: [DOCUMENT] } }),
    ]);
    expect(found.map(({ place, kind }) => [place, kind])).toEqual([
      ["aws:iam/role:Role::r.assumeRolePolicy", "trust"],
      ["aws:iam/role:Role::r.inlinePolicies.0.policy", "identity"],
      ["aws:kms/key:Key::r.policy", "resource"],
      ["aws:x/y:Y::r.nested.list.0", "resource"],
    ]);
    expect(found.map(({ document }) => document)).toEqual([DOCUMENT, DOCUMENT, DOCUMENT, DOCUMENT]);
  });

  it("ignores components, other JSON and invalid JSON", () => {
    expect(
      policyDocuments([
        resource("groundwork:x:Y", { policy: JSON.stringify(DOCUMENT) }, false),
        resource("aws:ecr/lifecyclePolicy:LifecyclePolicy", { policy: '{"rules":[]}', other: "{not json", n: 1 }),
      ]),
    ).toEqual([]);
  });
});
