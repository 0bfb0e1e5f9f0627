/**
 * Saved queries of CloudWatch Logs Insights by name. Fields such as `level` and `status` are those of JSON logs, which
 * CloudWatch Logs finds by itself.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export const LOG_QUERIES: Readonly<Record<string, string>> = {
  "errors-per-hour": [
    "filter level in ['error', 'ERROR', 'fatal', 'FATAL'] or @message like /(?i)\\b(error|exception|panic)\\b/",
    "stats count(*) as errors by bin(1h)",
  ].join("\n| "),
  "top-messages": [
    "fields coalesce(message, msg, @message) as text",
    "stats count(*) as times by text",
    "sort times desc",
    "limit 25",
  ].join("\n| "),
  "unique-addresses": [
    "fields coalesce(sourceIPAddress, srcAddr, remote_addr, client_ip, sourceIPs.0) as address",
    "filter ispresent(address)",
    "stats count(*) as requests by address",
    "sort requests desc",
    "limit 100",
  ].join("\n| "),
  "slow-requests": [
    "fields @timestamp, coalesce(duration_ms, durationMs, latency_ms, request_time_ms) as ms, coalesce(path, url, requestURI) as request",
    "filter ms > 200",
    "sort ms desc",
    "limit 100",
  ].join("\n| "),
};
