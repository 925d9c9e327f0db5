import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { Exit } from "hokku";

/** Most a certificate, its chain and a key take, in bytes; theirs are some ten thousand. */
export const LIMIT = 1024 * 1024;

/**
 * Takes the one `.crt` and the one `.key` out of a tar, in memory: nothing is written, whatever its names say. Contract: Dokku's
 * `certs:add < tar`; other files are passed over, hidden ones too.
 */
export function pairFromTar(given: Buffer): { crt: Buffer; key: Buffer } {
  const files = entries(unzipped(given));
  const outside = files.find(({ name }) => name.startsWith("/") || name.split("/").includes(".."));
  if (outside)
    throw new Exit(
      1,
      `The tar holds ${JSON.stringify(outside.name)}, which leads out of it; pack the two files alone: tar c server.crt server.key`,
    );
  const link = files.find(({ type, target }) => type === "2" && target.startsWith("/"));
  if (link) throw new Exit(1, `Archive contains symlinks with absolute targets: ${link.name}; pack the file itself: tar ch`);
  return { crt: only(files, ".crt"), key: only(files, ".key") };
}

interface Entry {
  readonly name: string;
  readonly type: string;
  /** Where a link leads; "" for others. */
  readonly target: string;
  readonly data: Buffer;
}

function only(files: readonly Entry[], end: string): Buffer {
  const found = files.filter(({ name }) => name.endsWith(end) && !name.split("/").some((part) => /^\.[^.]/.test(part)));
  const [first, second] = found;
  if (!first) throw new Exit(1, `Tar archive is missing ${end} file`);
  if (second)
    throw new Exit(1, `Tar archive contains more than one ${end} file: ${found.map(({ name }) => basename(name)).join(", ")}`);
  if (!/^[0\0]$/.test(first.type))
    throw new Exit(1, `${first.name} in the tar is a link, not a file; pack the file itself: tar ch`);
  return first.data;
}

function unzipped(given: Buffer): Buffer {
  try {
    return given[0] === 0x1f && given[1] === 0x8b ? gunzipSync(given, { maxOutputLength: 16 * LIMIT }) : given;
  } catch (error) {
    throw new Exit(1, `The tar cannot be unpacked: ${error instanceof Error ? error.message : error}`);
  }
}

/** All entries of a tar, with long names as GNU and POSIX write them. */
function entries(tar: Buffer): Entry[] {
  const found: Entry[] = [];
  let long = "";
  for (let at = 0; at + 512 <= tar.length; ) {
    const header = tar.subarray(at, at + 512);
    if (header.every((byte) => byte === 0)) break;
    if (!isHeader(header))
      throw new Exit(1, "What came on stdin is no tar; use: tar c server.crt server.key | dokku certs:add <app>");
    const size = Number.parseInt(field(header, 124, 12), 8) || 0;
    if (at + 512 + size > tar.length) throw new Exit(1, "The tar ends in the middle of a file; send it again");
    const data = tar.subarray(at + 512, at + 512 + size);
    const type = String.fromCharCode(header[156] ?? 0);
    const prefix = field(header, 257, 5) === "ustar" ? field(header, 345, 155) : "";
    const name = long || (prefix ? `${prefix}/` : "") + field(header, 0, 100);
    if (type === "L") long = data.toString("utf8").replace(/\0.*$/s, "");
    else if (type === "x") long = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(data.toString("utf8"))?.[1] ?? "";
    else if (type !== "g") {
      found.push({ name, type, target: field(header, 157, 100), data });
      long = "";
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  if (!found.length) throw new Exit(1, "What came on stdin is no tar; use: tar c server.crt server.key | dokku certs:add <app>");
  return found;
}

const field = (header: Buffer, at: number, length: number): string =>
  header
    .toString("utf8", at, at + length)
    .replace(/\0.*$/s, "")
    .trim();

/** Whether the sum in a tar header is right: all bytes, its own eight taken as spaces. */
function isHeader(header: Buffer): boolean {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  return Number.parseInt(field(header, 148, 8), 8) === sum;
}
