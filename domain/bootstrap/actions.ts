/** Actions of IAM by their names, separated by spaces. */
export function actions(service: string, names: string): readonly string[] {
  return names.split(" ").map((name) => `${service}:${name}`);
}
