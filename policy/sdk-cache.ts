import * as deserialize from "@pulumi/policy/deserialize";
import * as proxy from "@pulumi/policy/proxy";

type Read<Value extends object, Result extends object> = (value: Value, ...flags: readonly boolean[]) => Result;

/**
 * Makes the SDK read the properties of a resource once. It reads those of every resource again for each policy, which takes
 * most of the time of a pack of this size. The rules change no properties.
 */
export function readPropertiesOnce(): void {
  const reader = deserialize as unknown as { deserializeProperties: Read<object, object> };
  const wrapper = proxy as unknown as { unknownCheckingProxy: Read<object, object> };
  reader.deserializeProperties = once(reader.deserializeProperties);
  wrapper.unknownCheckingProxy = once(wrapper.unknownCheckingProxy);
}

/** A function that keeps what it returned for an object while the object is in use. A flag, such as for secrets, bypasses it. */
export function once<Value extends object, Result extends object>(read: Read<Value, Result>): Read<Value, Result> {
  const results = new WeakMap<Value, Result>();
  return (value, ...flags) => {
    if (flags.includes(true)) return read(value, ...flags);
    const known = results.get(value);
    if (known !== undefined) return known;
    const result = read(value, ...flags);
    results.set(value, result);
    return result;
  };
}
