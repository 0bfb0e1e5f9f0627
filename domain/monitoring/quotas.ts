import type { Quota } from "../quota";

export const METRIC_FILTERS: Quota = {
  what: "metric filters per log group",
  limit: 100,
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html",
};

/** Metric filters of the audit log for anonymous and forbidden requests, which are always created. */
export const FIXED_METRIC_FILTERS = 2;
