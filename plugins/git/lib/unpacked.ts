import { dirname, join, normalize, posix } from "node:path";
import { Exit } from "hokku";

const { closeSync, copyFileSync, mkdirSync, openSync, readlinkSync, realpathSync, rmSync, statSync, symlinkSync, writeSync } =
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

  folder(name: string): void {
    mkdirSync(this.place(name), { recursive: true });
  }

  /** Opens a file; the answer takes its content piece by piece and is called with nothing at its end. */
  file(name: string, mode: number): (chunk?: Buffer) => void {
    const path = this.place(name);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    const file = openSync(path, "wx", mode & 0o111 ? 0o755 : 0o644);
    return (chunk) => {
      if (!chunk) return closeSync(file);
      this.bytes += chunk.length;
      if (this.bytes > this.limits.size)
        this.refuse(name, `there is more than ${this.limits.size} bytes in the archive (archive-max-size)`);
      for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
    };
  }

  symlink(name: string, target: string): void {
    const place = this.place(name);
    const parts = target.split("/");
    const climbs = parts.some((part, at) => part === ".." && parts.slice(0, at).some((one) => one !== ".." && one !== "."));
    const reached = posix.normalize(posix.join(posix.dirname(clean(name)), target));
    if (!target || target.startsWith("/") || climbs || /^\.\.(\/|$)/.test(reached))
      this.refuse(name, `it is a link to ${target}, out of the archive`);
    this.links.set(place, target);
  }

  /** A second name of a file that came before; it gets a copy. */
  hardlink(name: string, target: string): void {
    const [from, to] = [this.inside(name, target), this.place(name)];
    if (!statSync(from, { throwIfNoEntry: false })?.isFile())
      this.refuse(name, `it is a link to ${target}, which is no file before it in the archive`);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  }

  refuse(name: string, why: string): never {
    throw new Exit(1, `The archive is refused because of its entry ${JSON.stringify(name)}: ${why}`);
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
        this.refuse(place.slice(this.root.length + 1), `it is a link to ${readlinkSync(place)}, out of the archive`);
    }
  }

  private place(name: string): string {
    if (++this.entries > this.limits.files)
      this.refuse(name, `there are more than ${this.limits.files} entries (archive-max-files)`);
    const place = this.inside(name, name);
    for (let path = place; path.length > this.root.length; path = dirname(path))
      if (this.links.has(path)) this.refuse(name, "another entry has made a link of that name");
    return place;
  }

  private inside(entry: string, name: string): string {
    if (name.startsWith("/") || name.includes("\0") || /^[A-Za-z]:[\\/]/.test(name))
      this.refuse(entry, "its name is an absolute path");
    if (name.split(/[\\/]/).includes("..")) this.refuse(entry, 'there is ".." in its name');
    return normalize(join(this.root, name)).replace(/\/$/, "");
  }
}

const clean = (name: string): string => posix.normalize(name).replace(/\/$/, "");

function realOrNothing(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
