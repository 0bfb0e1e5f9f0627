/** `aws:ec2/subnet:Subnet` without the module that repeats its name: `aws:ec2:Subnet`. */
export function shortType(type: string): string {
  return type.replace(/\/(\w+):(\w+)$/, (all, module: string, name: string) =>
    module.toLowerCase() === name.toLowerCase() ? `:${name}` : all,
  );
}
