import * as fc from "fast-check";

/** One seed for all property tests: a failure in CI can be reproduced on every machine. */
fc.configureGlobal({ seed: 20_261_121 });
