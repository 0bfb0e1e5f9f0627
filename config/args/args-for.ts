/**
 * The arguments of a component from settings of the stack file and values that the entry program names. A key that is
 * missing, misspelt or unknown on either side of the seam, at any depth of the settings and optional keys included, is a
 * type error: `npx tsc` fails when a key is renamed in the schema or in the component alone. No key is in both.
 */
export function argsFor<Args extends object>() {
  return <Settings extends Partial<Args>, Values extends Rest<Args, Settings>>(
    settings: Settings & Exact<Settings, Args>,
    values: Values & Unknown<Exclude<keyof Values, keyof Rest<Args, Settings>>>,
  ): Args =>
    // Settings and values together have the keys of Args, which the type of a generic spread does not state.
    ({ ...settings, ...values }) as unknown as Args;
}

/** What the settings leave to name: every other key, those of optional arguments as well. */
type Rest<Args, Settings> = { readonly [Key in Exclude<keyof Args, keyof Settings>]-?: Args[Key] };

/** Accepts a value without such keys. */
type Unknown<Key extends PropertyKey> = [Key] extends [never] ? unknown : `${Key & string} is no argument left to name`;

/** Accepts settings whose keys are those of the arguments; otherwise a type that names each key that differs. */
type Exact<Settings, Args> = [Mismatch<Settings, Args>] extends [never] ? unknown : Mismatch<Settings, Args>;

type Mismatch<Settings, Args> = KeyMismatch<Settings, Pick<Args, keyof Args & keyof Settings>, "">;

/** Paths of the keys that only one of two types has. Arrays and maps are compared by what they hold. */
type DeepMismatch<Given, Taken, Path extends string> =
  | ([Fields<Given>] extends [never] ? never : KeyMismatch<Fields<Given>, Fields<Taken>, Path>)
  | ([Element<Given>] extends [never] ? never : DeepMismatch<Element<Given>, Element<Taken>, `${Path}[]`>);

type KeyMismatch<Given, Taken, Path extends string> =
  | `${Path}.${Exclude<Keys<Given>, Keys<Taken>>} is no argument of the component`
  | `${Path}.${Exclude<Keys<Taken>, Keys<Given>>} is not in the settings`
  | {
      [Key in Keys<Given> & Keys<Taken>]: DeepMismatch<Value<Given, Key>, Value<Taken, Key>, `${Path}.${Key}`>;
    }[Keys<Given> & Keys<Taken>];

type Fields<Type> = Exclude<Extract<Type, object>, readonly unknown[]>;
type Element<Type> = Extract<Type, readonly unknown[]>[number];
/** Keys of every member of a union. */
type Keys<Type> = Type extends unknown ? keyof Type & string : never;
type Value<Type, Key> = Type extends unknown ? (Key extends keyof Type ? Type[Key] : never) : never;
