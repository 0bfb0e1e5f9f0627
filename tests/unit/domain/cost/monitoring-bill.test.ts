import { total } from "../../../../domain/cost/bill";
import type { Edits } from "../../config/fixtures";
import { billFor } from "./fixture";

function usage(usageValues: object, more: Edits): Record<string, number> {
  const lines = billFor({ usage: usageValues, ...more }).usage;
  return Object.fromEntries(lines.map(({ what, quantity }) => [what, quantity]));
}

describe("the bill of logs and metrics", () => {
  it("contains logs of class INFREQUENT_ACCESS at half the price", () => {
    const cheap = { "monitoring.logs.groups": { flowLogs: { logClass: "INFREQUENT_ACCESS" } } };
    expect(total(billFor({ usage: { flowLogGb: 100 } }).usage)).toBe(50);
    expect(total(billFor({ usage: { flowLogGb: 100 }, ...cheap }).usage)).toBe(25);
  });

  it("contains the events of the log archive, and its alarms only with topics", () => {
    const archive = { "monitoring.logs.archive": { logGroups: { app: "app", web: "web" } } };
    const alarms = { "monitoring.alarms": { emails: ["ops@example.com"] } };
    const alarmsOf = (more: Edits): number | undefined =>
      billFor(more).fixed.find(({ what }) => what.startsWith("alarm on the log archive"))?.quantity;
    expect(usage({ logArchiveGb: 100 }, archive)).toEqual({ "GB of compressed events to the log archive": 100 });
    expect(total(billFor({ usage: { logArchiveGb: 100 }, ...archive }).usage)).toBeCloseTo(2.9);
    expect([alarmsOf(archive), alarmsOf({ ...archive, ...alarms })]).toEqual([undefined, 4]);
    expect(billFor(archive).unpriced).toEqual([
      "events of the log archive ($0.029 per GB)",
      "decompression by Amazon Data Firehose, and storage of the log archive",
    ]);
  });

  it("contains the collector of Prometheus and the first editor of Grafana", () => {
    const monthly = (edits: Edits): Record<string, number> =>
      Object.fromEntries(
        billFor(edits)
          .fixed.filter(({ what }) => /Prometheus|Grafana/.test(what))
          .map(({ what, usd }) => [what, Number(usd.toFixed(2))]),
      );
    expect(monthly({})).toEqual({});
    expect(monthly({ "monitoring.prometheus": {}, "monitoring.grafana": {} })).toEqual({
      "collector of Prometheus": 29.2,
      "first editor of Grafana": 9,
    });
    expect(monthly({ "monitoring.prometheus": { collector: false } })).toEqual({});
    expect(billFor({ "monitoring.prometheus": {}, "monitoring.grafana": {} }).unpriced).toEqual([
      "samples of Prometheus ($0.90 per 10 million), their collection and storage",
      "further users of Grafana ($9 per editor, $5 per viewer)",
    ]);
  });
});
