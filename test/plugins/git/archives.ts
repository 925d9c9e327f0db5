import { deflateRawSync } from "node:zlib";

/** One entry of a tar archive made for a test. */
export interface Entry {
  readonly name: string;
  readonly data?: string;
  /** POSIX type flag, a file where it is left out. */
  readonly type?: string;
  readonly link?: string;
  readonly mode?: number;
  /** In a zip: packed by deflate, and said to become this many bytes. */
  readonly deflated?: number;
  /** In a zip: general purpose bits, 1 for what is encrypted. */
  readonly flags?: number;
}

/** A ustar archive of any entries, also those no tar program would write. */
export function tar(...entries: Entry[]): Buffer {
  const blocks = entries.flatMap(({ name, data = "", type = "0", link = "", mode = 0o644 }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write(`${mode.toString(8).padStart(7, "0")}\0`, 100);
    header.write(`${Buffer.byteLength(data).toString(8).padStart(11, "0")}\0`, 124);
    header.write(type, 156);
    header.write(link, 157, 100);
    header.write("ustar\x0000", 257);
    header.fill(" ", 148, 156);
    header.write(
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, "0")}\0 `,
      148,
    );
    const content = Buffer.from(data);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** A zip archive of any entries, also those no zip program would write. */
export function zip(...entries: Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data = "", mode = 0o100644, deflated, flags = 0 } of entries) {
    const [label, content] = [Buffer.from(name), deflated === undefined ? Buffer.from(data) : deflateRawSync(data)];
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(label.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt8(3, 5);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(deflated === undefined ? 0 : 8, 10);
    central.writeUInt32LE(content.length, 20);
    central.writeUInt32LE(deflated ?? content.length, 24);
    central.writeUInt16LE(label.length, 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    files.push(local, label, content);
    directory.push(central, label);
    offset += 30 + label.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}
