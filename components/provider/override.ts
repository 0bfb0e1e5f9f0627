import type * as pulumi from "@pulumi/pulumi";

/** A generated resource class, such as `eks.Cluster`. */
interface ResourceClass {
  new (name: string, args: never, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource;
  isInstance(value: unknown): boolean;
}

type ArgsOf<Class extends ResourceClass> = NonNullable<ConstructorParameters<Class>[1]>;

/** The last word on the arguments of one resource. */
export interface Override {
  /** Logical name, the end of the URN that a preview shows. */
  readonly name: string;
  readonly transformation: pulumi.ResourceTransformation;
}

/**
 * @param name of the resource, the end of its URN
 * @param change gets the arguments as the platform makes them, and returns those to use
 */
export function override<Class extends ResourceClass>(
  resourceClass: Class,
  name: string,
  change: (args: ArgsOf<Class>) => ArgsOf<Class>,
): Override {
  return {
    name,
    transformation: ({ resource, name: actual, props, opts }) =>
      actual === name && resourceClass.isInstance(resource)
        ? { props: change(props as ArgsOf<Class>), opts }
        : undefined,
  };
}
