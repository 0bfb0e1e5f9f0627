import type * as pulumi from "@pulumi/pulumi";

/** A generated resource class, such as `eks.Cluster`. */
interface ResourceClass {
  new (name: string, args: never, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource;
  isInstance(value: unknown): boolean;
}

type ArgsOf<Class extends ResourceClass> = NonNullable<ConstructorParameters<Class>[1]>;

/** A change of the arguments of one resource. */
export interface Override {
  /** Logical name of the resource, the last part of its URN. */
  readonly name: string;
  readonly transformation: pulumi.ResourceTransformation;
}

/**
 * @param name logical name of the resource, the last part of its URN
 * @param change receives the arguments of the component and returns those to use
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
