import fc from "fast-check";

import { platformTags } from "../../../components/tagging";
import { fanOutTags } from "../../../domain/tags/fan-out";
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

const tags = fc.record({
  project: value,
  owner: value,
  costCenter: value,
  department: value,
  managedBy: value,
  additional: fc.dictionary(text, value, { maxKeys: 3 }),
});

describe("tags", () => {
  it("are accepted by the tagging component and are in its fan-out, if config accepts them", () => {
    let accepted = 0;
    fc.assert(
      fc.property(tags, (written) => {
        const { success, data } = tagsSchema.safeParse(written);
        if (!success) return;
        accepted += 1;
        const platform = platformTags({ ...data, environment: "dev" });
        expect(Object.keys(fanOutTags(platform).storageClass)).toHaveLength(Object.keys(platform).length);
      }),
      { numRuns: 3000, seed: 9 },
    );
    expect(accepted).toBeGreaterThan(200);
  });
});
