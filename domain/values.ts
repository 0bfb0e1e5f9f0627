import { deepmergeCustom } from "deepmerge-ts";

/** Lists are replaced as a whole, as Helm does: https://helm.sh/docs/chart_template_guide/values_files/ */
const merge = deepmergeCustom({ mergeArrays: false });

/** Values of a chart or an add-on with those of the stack file merged over them, map by map. */
export function mergeValues<Values extends object>(
  values: Values,
  overrides: Readonly<Record<string, unknown>> = {},
): Values {
  return merge(values, overrides) as Values;
}
