import type { Quota } from "../quota";

export const METRIC_FILTERS: Quota = {
  what: "metric filters per log group",
  limit: 100,
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html",
};

/** Of the audit log, whoever is watched besides: anonymous and forbidden requests. */
export const FIXED_METRIC_FILTERS = 2;
