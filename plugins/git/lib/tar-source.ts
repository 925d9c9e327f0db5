import type { Readable } from "node:stream";
import { Exit } from "hokku";

/** A stream read in pieces of a wanted size. */
export class Source {
  private readonly chunks: AsyncIterator<Buffer>;
  private readonly stream: Readable;
  private rest: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.stream = stream;
    this.chunks = stream[Symbol.asyncIterator]();
  }

  fail(error: Error): void {
    this.stream.destroy(error);
  }

  end(): void {
    this.stream.destroy();
  }

  /** Exactly `length` bytes; fewer only where the stream ends before the first. */
  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    await this.pass(length, (chunk) => void parts.push(chunk), true);
    return Buffer.concat(parts);
  }

  async skip(length: number): Promise<void> {
    await this.pass(length, () => {});
  }

  /** Hands over the next `length` bytes as they come. */
  async pass(length: number, to: (chunk: Buffer) => void, mayEnd = false): Promise<void> {
    for (let left = length; left > 0; ) {
      if (!this.rest.length && !(await this.more())) {
        if (mayEnd && left === length) return;
        throw new Exit(1, "The archive is cut off in the middle");
      }
      const chunk = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(chunk.length);
      left -= chunk.length;
      to(chunk);
    }
  }

  private async more(): Promise<boolean> {
    try {
      const { value, done } = await this.chunks.next();
      if (!done) this.rest = value;
      return !done;
    } catch (error) {
      throw new Exit(1, `The archive cannot be read: ${error instanceof Error ? error.message : error}`);
    }
  }
}
