import { Exit } from "hokku";
import type { Entry, ZipFile } from "yauzl";
import type { Unpacked } from "./unpacked.ts";

/** Unpacks a zip archive: stored and deflated entries, Unix modes and links. Contract: APPNOTE.TXT, without ciphers. */
export async function unzip(file: string, into: Unpacked): Promise<void> {
  const { openPromise } = await import("yauzl");
  const zip = await openPromise(file, { lazyEntries: true, decodeStrings: false }).catch(notZip("one that is cut off"));
  await unpackAll(zip, into).catch(notZip("a damaged one"));
}

async function unpackAll(zip: ZipFile, into: Unpacked): Promise<void> {
  for await (const entry of zip.eachEntry()) await unpack(zip, entry, into);
}

async function unpack(zip: ZipFile, entry: Entry, into: Unpacked): Promise<void> {
  const name = String(entry.fileNameRaw);
  const mode = entry.versionMadeBy >> 8 === 3 ? entry.externalFileAttributes >>> 16 : 0;
  const kind = mode & 0o170000;
  if (entry.isEncrypted()) into.refuse(name, "it is encrypted");
  if (kind === 0o040000 || name.endsWith("/")) return into.folder(name);
  if (kind && kind !== 0o100000 && kind !== 0o120000) into.refuse(name, "it is a device or a pipe");
  if (![0, 8].includes(entry.compressionMethod))
    into.refuse(name, `it is packed by method ${entry.compressionMethod}; only deflate is read here`);
  const chunks = content(zip, entry, into);
  if (kind === 0o120000) return into.symlink(name, await linkTarget(chunks));
  const write = into.file(name, mode);
  for await (const chunk of chunks) write(chunk);
  write();
}

async function* content(zip: ZipFile, entry: Entry, into: Unpacked): AsyncGenerator<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  try {
    yield* stream;
  } catch (error) {
    into.refuse(String(entry.fileNameRaw), `it cannot be unpacked: ${error instanceof Error ? error.message : error}`);
  }
}

/** No more of it than is refused as too long. */
async function linkTarget(chunks: AsyncIterable<Buffer>): Promise<string> {
  let target = "";
  for await (const chunk of chunks) {
    target += chunk;
    if (target.length > 4096) break;
  }
  return target;
}

const notZip = (or: string) => (error: Error) => {
  throw error instanceof Exit || "syscall" in error ? error : new Exit(1, `This is no zip archive, or ${or}: ${error.message}`);
};
