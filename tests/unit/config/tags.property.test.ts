import fc from "fast-check";

import { platformTags } from "../../../components/tagging";
import { fanOutTags } from "../../../domain/tags/fan-out";
import type { RuleContext } from "../../../config/check/rule";
import { tagRules } from "../../../config/tags/rules";
import { tagsSchema } from "../../../config/tags/schema";

/** Text that is near to what AWS accepts and refuses: its characters, its reserved keys, its limits. */
const fragment = fc.constantFrom(
  ..."aZ0本é +-=._:/@,\n".split(""),
  "aws:",
  "eks:",
  "Name",
  "owner",
  "kubernetes.io/",
  "karpenter.sh/nodeclaim",
  "CSIVolumeName",
  "ebs.csi.aws.com/",
  "elbv2.k8s.aws/",
  "x".repeat(120),
  "本".repeat(40),
);
const text = fc.array(fragment, { maxLength: 4 }).map((parts) => parts.join(""));
const plain = fc.constantFrom("shop", "web", "cc-1");
const value = fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: text });

const key = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom("Project", "owner", "Team", "team", "acme:owner", "DataClass") },
  { weight: 1, arbitrary: text },
);
const pattern = fc.constantFrom("[a-z-]+", "cc-\\d", ".*", "(a", "(a+)+");
const rule = fc.record({ allowed: fc.uniqueArray(plain), pattern }, { requiredKeys: [] });

const tags = fc.record(
  {
    project: value,
    owner: value,
    costCenter: value,
    department: value,
    managedBy: value,
    additional: fc.dictionary(fc.oneof(text, key), value, { maxKeys: 3 }),
    keys: fc.record({ project: key, owner: key, environment: key }, { requiredKeys: [] }),
    required: fc.dictionary(key, rule, { maxKeys: 1 }),
  },
  { requiredKeys: ["project", "owner", "costCenter", "department"] },
);

const CONTEXT: RuleContext = {
  stack: "dev",
  today: new Date("2026-10-01T00:00:00Z"),
  disabledProviders: undefined,
  isWritten: () => true,
};

describe("tags", () => {
  it("are accepted by the tagging component and are in its fan-out, if config accepts them", () => {
    let accepted = 0;
    fc.assert(
      fc.property(tags, (written) => {
        const { success, data } = tagsSchema.safeParse(written);
        if (!success) return;
        const parts = { tags: data, environment: "dev" } as const;
        if (tagRules.some((follows) => [...follows(parts, CONTEXT)].length > 0)) return;
        accepted += 1;
        const platform = platformTags({ ...data, environment: "dev" });
        expect(Object.keys(fanOutTags(platform).storageClass)).toHaveLength(Object.keys(platform).length);
      }),
      { numRuns: 3000, seed: 9 },
    );
    expect(accepted).toBeGreaterThan(200);
  });
});
