import { awsFacts } from "../../sandbox/facts/provider-facts";
import { recordProgram } from "../support/program";
import { ALL_STACK_FILES } from "../support/stack-files";

/** Types that `sandbox/facts` omits, with the reason. */
const NOT_COVERED: readonly (readonly [RegExp, string])[] = [
  [/^pulumi:providers:/, "a provider is no object at AWS; sandbox/provider-kind.ts plans its configuration"],
  [/^kubernetes:/, "the Kubernetes provider plans these by rules of its own: sandbox/tables/kubernetes.ts, helm.ts"],
];

describe.each(ALL_STACK_FILES)("the program of $stack", ({ stack, program }) => {
  it("creates only types that sandbox/facts describes", async () => {
    // A preview accepts an existing VPC without a world.
    const { resources } = await recordProgram(stack, { program, preview: true });
    const types = new Set(resources.filter(({ custom }) => custom).map(({ type }) => type));
    const unknown = [...types].filter(
      (type) => awsFacts(type) === undefined && !NOT_COVERED.some(([form]) => form.test(type)),
    );
    expect(unknown).toEqual([]);
  });
});
