/** A type, which has lines in this file only. */
interface Thrown {
  readonly message: string;
}

function fail({ message }: Thrown): never {
  throw new Error(message);
}

fail({ message: "thrown on purpose" });
