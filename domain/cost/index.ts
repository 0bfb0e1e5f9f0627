export { monthlyCost } from "./monthly-cost";
