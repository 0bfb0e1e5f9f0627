import { PolicyPack } from "@pulumi/policy";
import { toPolicy } from "./adapter";
import { rules } from "./rules";

new PolicyPack("groundwork", { policies: rules.map(toPolicy) });
