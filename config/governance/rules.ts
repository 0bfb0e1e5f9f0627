import type { Rule } from "../check/rule";
import { announcementsRules } from "./notification-topic-rules";
import { budgetAndAlarmRules } from "./governance-rules";

/** Every relation that must hold between values of `groundwork:governance`. */
export const governanceRules: readonly Rule[] = [...announcementsRules, ...budgetAndAlarmRules];
