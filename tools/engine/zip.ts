import { inflateRawSync } from "node:zlib";

/** One file of a ZIP archive. */
export interface ZipEntry {
  readonly path: string;
  read(): Buffer;
}

/** Signature of the record at the end, which says where the central directory lies. */
const END = Buffer.from("PK\x05\x06", "latin1");

const ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const DEFLATED = 8;

/**
 * The files of an archive that is whole, by its central directory: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 * (4.3). Neither split, encrypted nor past 4 GiB: Go's module archives are none of these, https://go.dev/ref/mod#zip-files
 */
export function* zipEntries(archive: Buffer): Generator<ZipEntry, void, undefined> {
  const end = archive.lastIndexOf(END);
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const entry = archive.subarray(at);
    const pathLength = entry.readUInt16LE(28);
    yield {
      path: entry.toString("utf8", ENTRY_BYTES, ENTRY_BYTES + pathLength),
      read: () => content(archive, entry),
    };
    at += ENTRY_BYTES + pathLength + entry.readUInt16LE(30) + entry.readUInt16LE(32);
  }
}

function content(archive: Buffer, entry: Buffer): Buffer {
  const header = archive.subarray(entry.readUInt32LE(42));
  const start = LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const bytes = header.subarray(start, start + entry.readUInt32LE(20));
  return entry.readUInt16LE(10) === DEFLATED ? inflateRawSync(bytes) : bytes;
}
