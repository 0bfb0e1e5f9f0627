/**
 * Pulumi records the stack trace of every promise for its leak detector, and each would be translated by source maps when the
 * promise is created: a third of the time of a preview, for texts that are printed only if a promise leaks. This module, which
 * ts-node loads after its source maps, leaves these traces with the positions of the transpiled code.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/debuggable.ts
 */
const LEAK_DETECTOR = /[\\/]@pulumi[\\/]pulumi[\\/]runtime[\\/]debuggable\.js$/;

const translate = Error.prepareStackTrace;

Error.prepareStackTrace = (error, frames) =>
  LEAK_DETECTOR.test(frames[0]?.getFileName() ?? "")
    ? [String(error), ...frames].join("\n    at ")
    : translate(error, frames);
