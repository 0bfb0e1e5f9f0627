import { createColors } from "picocolors";

import { PRICES } from "../../../domain/cost/prices";
import { runConfig } from "../../../tools/config/run";

async function prices(
  today: string,
  ...args: string[]
): Promise<readonly [exitCode: number, lines: readonly string[]]> {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  const context = { directory: __dirname, today: new Date(today), write, colors: createColors(false) };
  return [await runConfig(["prices", ...args], context), lines];
}

describe("config prices", () => {
  it("lists prices older than 180 days with their sources, and fails", async () => {
    const [exitCode, lines] = await prices("2036-01-01");
    const { asOf, source } = PRICES.natGateway;
    expect(exitCode).toBe(1);
    expect(lines).toContain(`✗ natGateway, of ${asOf}: ${source}`);
    expect(lines).toHaveLength(Object.keys(PRICES).length + 1);
  });

  it("prints them as JSON", async () => {
    const [exitCode, lines] = await prices("2036-01-01", "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(lines.join(""))).toContainEqual({ name: "natGateway", ...PRICES.natGateway });
  });

  it("succeeds while all prices are recent", async () => {
    const [exitCode, lines] = await prices("2020-01-01");
    expect([exitCode, lines.length]).toEqual([0, 1]);
  });
});
