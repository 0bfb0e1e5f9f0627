import { brokenConfigs, expectedReport, reportOn } from "./broken-config";

describe("the report on a broken stack file", () => {
  const cases = brokenConfigs().filter(({ needsCompiler }) => !needsCompiler);

  it("has more than thirty cases", () => {
    expect(cases.length).toBeGreaterThan(30);
  });

  it.each(cases)("$title", (broken) => {
    expect(reportOn(broken)).toBe(expectedReport(broken));
  });
});
