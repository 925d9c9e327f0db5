import { createGunzip } from "node:zlib";
import { Exit } from "hokku";
import { Source } from "./tar-source.ts";
import type { Unpacked } from "./unpacked.ts";

const { createReadStream } = process.getBuiltinModule("node:fs");

/** Unpacks a tar archive: POSIX ustar and pax, GNU long names. Contract: POSIX.1-2001 pax interchange format. */
export async function untar(file: string, isGzip: boolean, into: Unpacked): Promise<void> {
  const raw = createReadStream(file);
  const source = new Source(isGzip ? raw.pipe(createGunzip()) : raw);
  raw.on("error", (error) => source.fail(error));
  let extra: Extra = {};
  for (let entries = 0; ; entries++) {
    const block = await source.take(512);
    if (block.length < 512 || block.every((byte) => byte === 0)) {
      if (!entries) throw new Exit(1, `This is no tar${isGzip ? ".gz" : ""} archive, or an empty one`);
      return source.end();
    }
    const entry = header(block, extra);
    if (!Number.isSafeInteger(entry.size) || entry.size < 0) into.refuse(entry.name, "its size is no number, or absurd");
    if (/[xgLK]/.test(entry.type)) {
      into.count(entry.name, { bytes: entry.size, entries: 1 });
      extra = { ...extra, ...described(entry, await source.take(bounded(entry))) };
      await source.skip(padding(entry.size));
    } else {
      await unpack(entry, source, into);
      extra = {};
    }
  }
}

interface Extra {
  readonly name?: string;
  readonly link?: string;
  readonly size?: number;
}

interface Entry {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly size: number;
  readonly link: string;
}

function header(block: Buffer, extra: Extra): Entry {
  const text = (from: number, length: number) => String(block.subarray(from, from + length)).replace(/\0.*/s, "");
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (Number.parseInt(text(148, 8).trim(), 8) !== sum)
    throw new Exit(1, "This is no tar archive, or a damaged one: a header's checksum is wrong");
  const prefix = text(257, 5) === "ustar" && block[262] === 0 ? text(345, 155) : "";
  const type = text(156, 1) || "0";
  const isMeta = /[xgLK]/.test(type);
  return {
    type,
    name: (!isMeta && extra.name) || (prefix ? `${prefix}/` : "") + text(0, 100),
    link: extra.link ?? text(157, 100),
    mode: Number.parseInt(text(100, 8).trim(), 8) || 0,
    size: (isMeta ? undefined : extra.size) ?? numberOf(block.subarray(124, 136)),
  };
}

/** Octal text, or, where the first bit is set, a binary number. */
function numberOf(field: Buffer): number {
  if (((field[0] ?? 0) & 0x80) === 0) return Number.parseInt(String(field).replace(/\0.*/s, "").trim() || "0", 8);
  return Number(BigInt(`0x${field.subarray(4).toString("hex")}`));
}

function bounded({ size, name }: Entry): number {
  if (size <= 1024 * 1024) return size;
  throw new Exit(1, `The archive is refused because of its entry ${JSON.stringify(name)}: its description is too long`);
}

/** What an extended header says of the entry after it. */
function described({ type }: Entry, data: Buffer): Extra {
  const text = String(data).replace(/\0+$/, "");
  if (type === "L") return { name: text };
  if (type === "K") return { link: text };
  const found: Record<string, string> = {};
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at);
    const length = Number(data.subarray(at, space));
    if (space < 0 || !(length > 0)) break;
    const [, key = "", value = ""] = /^([^=]*)=(.*)\n$/s.exec(String(data.subarray(space + 1, at + length))) ?? [];
    found[key] = value;
    at += length;
  }
  const { path, linkpath, size } = type === "g" ? {} : found;
  return { ...(path && { name: path }), ...(linkpath && { link: linkpath }), ...(size && { size: Number(size) }) };
}

async function unpack(entry: Entry, source: Source, into: Unpacked): Promise<void> {
  const { name, type, mode, size, link } = entry;
  if (type === "5" || (type === "0" && name.endsWith("/"))) into.folder(name);
  else if (type === "2") into.symlink(name, link);
  else if (type === "1") into.hardlink(name, link);
  else if (type === "0" || type === "7") {
    const write = into.file(name, mode);
    await source.pass(size, write);
    write();
    return source.skip(padding(size));
  } else
    into.refuse(
      name,
      { 3: "it is a device", 4: "it is a device", 6: "it is a pipe" }[type] ??
        `it is of the unknown type ${JSON.stringify(type)}`,
    );
  into.count(name, { bytes: size });
  await source.skip(size + padding(size));
}

const padding = (size: number): number => (512 - (size % 512)) % 512;
