/** The formats of `time.Parse` that gopkg.in/yaml.v3 tries for a scalar without quotes. */
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * What the Pulumi CLI makes of a scalar without quotes, in words, if it passes on something else than the characters:
 * it reads YAML 1.1 dates, octal numbers and numbers with underscores, which YAML 1.2 reads as text or decimal numbers.
 * https://github.com/go-yaml/yaml/blob/v3.0.1/resolve.go
 */
export function engineReading(written: string): string | undefined {
  return dateReading(written) ?? numberReading(written);
}

function dateReading(written: string): string | undefined {
  const [, year = "", month = "", day = "", time] = DATE.exec(written) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (year === "" || date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  return time === undefined ? `the date ${date.toISOString().slice(0, 10)} 00:00:00 +0000 UTC` : "a point in time";
}

function numberReading(written: string): string | undefined {
  const [, sign = "", base = "", digits = ""] = /^([-+]?)(0b|0o?)?([\d_]+)$/.exec(written) ?? [];
  const plain = digits.replaceAll("_", "");
  // YAML 1.2 reads the other numbers in the same way.
  if (plain === "" || (!digits.includes("_") && (base === "" || base === "0o"))) return undefined;
  const radix = base === "0b" ? 2 : base === "" || /[89]/.test(plain) ? 10 : 8;
  const number = Number.parseInt(plain, radix);
  return Number.isNaN(number) ? undefined : `the number ${sign === "-" ? "-" : ""}${number}`;
}
