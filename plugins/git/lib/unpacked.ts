import { dirname, join, normalize, posix } from "node:path";
import { Exit } from "hokku";

const { closeSync, copyFileSync, lstatSync, mkdirSync, openSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeSync } =
  process.getBuiltinModule("node:fs");

/** How much may come out of an archive. */
export interface Limits {
  /** In bytes. */
  readonly size: number;
  readonly files: number;
}

/**
 * The folder an archive is unpacked into. Every entry is judged before anything is written: a name or link that leads out, a
 * device, or more than the limits ends it with the entry's name. Links come last, so that no file is ever written through one.
 */
export class Unpacked {
  readonly root: string;
  private readonly limits: Limits;
  private readonly links = new Map<string, string>();
  private bytes = 0;
  private entries = 0;

  constructor(root: string, limits: Limits) {
    this.root = root;
    this.limits = limits;
    mkdirSync(root, { recursive: true });
  }

  /** Bytes that may still come. */
  get left(): number {
    return this.limits.size - this.bytes;
  }

  /** Counts what an entry takes; also what describes entries, or is passed over, costs time and room. */
  count(name: string, { bytes = 0, entries = 0 }: { bytes?: number | undefined; entries?: number }): void {
    this.bytes += bytes;
    this.entries += entries;
    if (this.bytes > this.limits.size)
      this.refuse(
        name,
        `there is more than ${this.limits.size} bytes in the archive (archive-max-size)`,
        `Archive exceeds maximum allowed size of ${this.limits.size} bytes`,
      );
    if (this.entries > this.limits.files)
      this.refuse(
        name,
        `there are more than ${this.limits.files} entries (archive-max-files)`,
        `Archive contains more entries, which exceeds the maximum of ${this.limits.files}`,
      );
  }

  folder(name: string): void {
    this.makeFolder(name, this.place(name), { isEntry: true });
  }

  /** Opens a file; the answer takes its content piece by piece and is called with nothing at its end. */
  file(name: string, mode: number): (chunk?: Buffer) => void {
    const path = this.place(name);
    this.makeFolder(name, dirname(path));
    if (this.isFolder(path)) this.refuse(name, "another entry has made a folder of that name");
    rmSync(path, { force: true });
    const file = openSync(path, "wx", mode & 0o111 ? 0o755 : 0o644);
    return (chunk) => {
      if (!chunk) return closeSync(file);
      this.count(name, { bytes: chunk.length });
      for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
    };
  }

  symlink(name: string, target: string): void {
    const place = this.place(name);
    const parts = target.split("/");
    const climbs = parts.some((part, at) => part === ".." && parts.slice(0, at).some((one) => one !== ".." && one !== "."));
    const reached = posix.normalize(posix.join(posix.dirname(clean(name)), target));
    if (isTooLong(target, join(place, target)) || target.includes("\0"))
      this.refuse(name, "its link is too long, or has a NUL in it");
    if (!target || target.startsWith("/") || climbs || /^\.\.(\/|$)/.test(reached))
      this.refuse(name, `it is a link to ${target}, out of the archive`, target.startsWith("/") ? ABSOLUTE_LINK : LINK_OUT);
    this.links.set(place, target);
  }

  /** A second name of a file that came before; it gets a copy, which counts like any other file. */
  hardlink(name: string, target: string): void {
    const [from, to] = [this.inside(name, target), this.place(name)];
    const file = this.statOf(from);
    if (!file?.isFile()) this.refuse(name, `it is a link to ${target}, which is no file before it in the archive`);
    this.count(name, { bytes: file?.size });
    this.makeFolder(name, dirname(to));
    if (this.isFolder(to)) this.refuse(name, "another entry has made a folder of that name");
    copyFileSync(from, to);
  }

  /** `first` is what Dokku says of it, which scripts may look for. */
  refuse(name: string, why: string, first = ""): never {
    throw new Exit(1, `${first && `${first}. `}The archive is refused because of its entry ${JSON.stringify(name)}: ${why}`);
  }

  /** Makes the links, and makes sure that none leads out through another. */
  finish(): void {
    for (const [place, target] of this.links) {
      rmSync(place, { recursive: true, force: true });
      mkdirSync(dirname(place), { recursive: true });
      symlinkSync(target, place);
    }
    const root = realpathSync(this.root);
    for (const place of this.links.keys()) {
      const real = realOrNothing(place);
      if (real && real !== root && !real.startsWith(`${root}/`))
        this.refuse(place.slice(this.root.length + 1), `it is a link to ${readlinkSync(place)}, out of the archive`, LINK_OUT);
    }
  }

  private place(name: string): string {
    this.count(name, { entries: 1 });
    const place = this.inside(name, name);
    for (let path = place; path.length > this.root.length; path = dirname(path))
      if (this.links.has(path)) this.refuse(name, "another entry has made a link of that name");
    return place;
  }

  private inside(entry: string, name: string): string {
    if (name.startsWith("/") || name.includes("\0") || /^[A-Za-z]:[\\/]/.test(name))
      this.refuse(entry, "its name is an absolute path", "Archive contains entries with absolute paths");
    if (name.split(/[\\/]/).includes(".."))
      this.refuse(entry, 'there is ".." in its name', "Archive contains entries with parent directory traversal");
    const place = normalize(join(this.root, name)).replace(/\/$/, "");
    if (isTooLong(name, place))
      this.refuse(`${entry.slice(0, 60)}...`, `its name has ${Buffer.byteLength(name)} bytes, too many`);
    return place;
  }

  /** Makes a folder and those around it, each of which is an entry more; one that the archive names has been counted. */
  private makeFolder(name: string, path: string, { isEntry = false } = {}): void {
    if (path === this.root || this.isFolder(path)) return;
    this.makeFolder(name, dirname(path));
    if (!isEntry) this.count(name, { entries: 1 });
    if (this.statOf(path)) this.refuse(name, "another entry has made a file where it needs a folder");
    mkdirSync(path);
  }

  private isFolder = (path: string): boolean => this.statOf(path)?.isDirectory() === true;

  private statOf = (path: string) => lstatSync(path, { throwIfNoEntry: false });
}

const ABSOLUTE_LINK = "Archive contains symlinks with absolute targets";
const LINK_OUT = "Archive contains symlinks pointing outside extraction directory";

/** Linux's limits: 255 bytes for a name, 4095 for a path. */
const isTooLong = (name: string, place: string): boolean =>
  Buffer.byteLength(place) > 4095 || name.split("/").some((part) => Buffer.byteLength(part) > 255);

const clean = (name: string): string => posix.normalize(name).replace(/\/$/, "");

function realOrNothing(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
