import * as fc from "fast-check";

/** One seed for all property tests: a failure in CI is the same failure on every machine. */
fc.configureGlobal({ seed: 20_261_121 });

/** Each evaluation of the program brings an SDK of its own, which listens to the end of the process. */
process.setMaxListeners(0);
