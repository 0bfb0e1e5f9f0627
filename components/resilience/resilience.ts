import * as pulumi from "@pulumi/pulumi";

import { createExperiments, type ExperimentsArgs, type ExperimentsPlace } from "./experiments";

export interface ResilienceArgs extends ExperimentsPlace {
  /** Omitted: no experiment templates are created. */
  readonly experiments?: ExperimentsArgs;
}

/**
 * Experiments of AWS Fault Injection Service on the platform. The component creates templates only: a person starts an
 * experiment, and the stop alarms end it. A template costs nothing; a running action costs $0.10 per minute.
 * https://docs.aws.amazon.com/fis/latest/userguide/what-is.html
 */
export class Resilience extends pulumi.ComponentResource {
  constructor(name: string, args: ResilienceArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:resilience:Resilience", name, {}, opts);
    if (args.experiments !== undefined) createExperiments(this, name, args, args.experiments);
    this.registerOutputs();
  }
}
