import { inflateRawSync } from "node:zlib";
import { Exit } from "hokku";
import type { Unpacked } from "./unpacked.ts";

const { closeSync, fstatSync, openSync, readSync } = process.getBuiltinModule("node:fs");

/** Unpacks a zip archive: stored and deflated entries, Unix modes and links. Contract: APPNOTE.TXT, without zip64 and ciphers. */
export function unzip(file: string, into: Unpacked): void {
  const zip = openSync(file, "r");
  try {
    for (const entry of entries(zip, fstatSync(zip).size)) unpack(zip, entry, into);
  } finally {
    closeSync(zip);
  }
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly mode: number;
  readonly offset: number;
}

function entries(zip: number, length: number): Entry[] {
  const tail = read(zip, Math.max(0, length - 65_557), Math.min(length, 65_557));
  const end = tail.lastIndexOf(Buffer.from("PK\x05\x06"));
  if (end < 0 || end + 22 > tail.length) throw new Exit(1, "This is no zip archive, or one that is cut off");
  const [count, size, offset] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (count === 0xffff || offset === 0xffffffff) throw new Exit(1, "zip64 archives are not read here; use tar.gz");
  const directory = read(zip, offset, size);
  const found: Entry[] = [];
  for (let at = 0; found.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw damaged();
    const [name, extra, comment] = [28, 30, 32].map((place) => directory.readUInt16LE(at + place)) as [number, number, number];
    const isUnix = directory[at + 5] === 3;
    found.push({
      name: String(directory.subarray(at + 46, at + 46 + name)),
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: isUnix ? directory.readUInt32LE(at + 38) >>> 16 : 0,
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + name + extra + comment;
  }
  return found;
}

function unpack(zip: number, entry: Entry, into: Unpacked): void {
  const { name, mode, flags } = entry;
  const kind = mode & 0o170000;
  if (flags & 1) into.refuse(name, "it is encrypted");
  if (kind === 0o040000 || name.endsWith("/")) into.folder(name);
  else if (kind === 0o120000) into.symlink(name, String(content(zip, entry, into)));
  else if (kind && kind !== 0o100000) into.refuse(name, "it is a device or a pipe");
  else {
    const write = into.file(name, mode);
    write(content(zip, entry, into));
    write();
  }
}

function content(zip: number, { name, method, packed, size, offset }: Entry, into: Unpacked): Buffer {
  const local = read(zip, offset, 30);
  if (local.readUInt32LE(0) !== 0x04034b50) throw damaged();
  const data = read(zip, offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28), packed);
  if (method === 0) return data;
  if (method !== 8) into.refuse(name, `it is packed by method ${method}; only deflate is read here`);
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, Math.min(size, into.left)) });
  } catch (error) {
    return into.refuse(name, `it cannot be unpacked: ${error instanceof Error ? error.message : error}`);
  }
}

/** What a zip says of its sizes is asked before room is made for it. */
function read(zip: number, position: number, length: number): Buffer {
  if (position + length > fstatSync(zip).size) throw damaged();
  const buffer = Buffer.alloc(length);
  if (readSync(zip, buffer, 0, length, position) !== length) throw damaged();
  return buffer;
}

const damaged = (): Exit => new Exit(1, "This is no zip archive, or a damaged one");
