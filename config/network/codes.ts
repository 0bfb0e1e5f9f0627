import type { Codes } from "../diagnostics/code";
import { trafficCodes } from "./traffic-codes";
import { vpcCodes } from "./vpc-codes";

export const networkCodes = { ...vpcCodes, ...trafficCodes } as const satisfies Codes<"network">;
