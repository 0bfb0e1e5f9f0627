"use strict";

// The script of every canary. CloudWatch Synthetics runs it; a run fails if the handler throws. The settings are environment
// variables. Everything in /tmp is uploaded to the folder of the canary in the log bucket.
const fs = require("node:fs");
const http = require("node:http");
const https = require("node:https");

exports.handler = async () => {
  const settings = process.env;
  const report = await request(settings.TARGET_URL, settings.METHOD, Number(settings.REQUEST_TIMEOUT_MS));
  const problems = problemsOf(report, settings);
  const health = JSON.stringify({ url: settings.TARGET_URL, ...report, problems });
  console.log(health);
  fs.writeFileSync(settings.REPORT_FILE ?? "/tmp/health.json", health);
  if (problems.length > 0) throw new Error(problems.join("; "));
  return health;
};

/** Sends one request, and reads the answer to its end. Redirects are answers like others. */
function request(url, method, timeoutMs) {
  const client = url.startsWith("https:") ? https : http;
  const start = Date.now();
  return new Promise((resolve) => {
    const sent = client.request(url, { method, timeout: timeoutMs, agent: false }, (answer) => {
      const validTo = answer.socket.getPeerCertificate?.().valid_to;
      answer.resume();
      answer.on("error", (error) => resolve({ error: error.message }));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode,
          latencyMs: Date.now() - start,
          ...(validTo === undefined
            ? {}
            : { certificateDays: Math.floor((Date.parse(validTo) - Date.now()) / 86_400_000) }),
        }),
      );
    });
    sent.on("timeout", () => sent.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    sent.on("error", (error) => resolve({ error: error.message }));
    sent.end();
  });
}

function problemsOf({ error, status, latencyMs, certificateDays }, settings) {
  if (error !== undefined) return [`the request failed: ${error}`];
  const [expected, slowest, fewestDays] = [
    settings.EXPECTED_STATUS,
    settings.MAXIMUM_LATENCY_MS,
    settings.CERTIFICATE_DAYS,
  ].map(Number);
  return [
    ...(status === expected ? [] : [`the status is ${status} instead of ${expected}`]),
    ...(latencyMs <= slowest ? [] : [`the answer took ${latencyMs} ms, more than ${slowest} ms`]),
    ...(certificateDays === undefined || certificateDays >= fewestDays
      ? []
      : [`the certificate expires in ${certificateDays} days, fewer than ${fewestDays}`]),
  ];
}
