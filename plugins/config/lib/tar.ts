const BLOCK = 512;

/** A tar archive with one file for each variable, named by its key and holding its value. Contract: `config:bundle` (0.11). */
export function tar(variables: readonly (readonly [string, string])[]): Buffer {
  const parts = variables.flatMap(([key, value]) => {
    const long = key.length > 100 ? file("long-key", Buffer.from(paxPath(key)), "x") : [];
    return [...long, ...file(key.slice(0, 100), Buffer.from(value), "0")];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function file(name: string, content: Buffer, type: string): Buffer[] {
  return [header(name, content.length, type), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
}

/** The header of a POSIX archive: fields at fixed places, numbers in octal, the sum counted with its own field blank. */
function header(name: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(BLOCK);
  const field = (at: number, text: string) => block.write(text, at, "latin1");
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
  field(0, name);
  field(100, `${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(size, 11)}\0${octal(0, 11)}\0        ${type}`);
  field(257, "ustar\x0000");
  const sum = block.reduce((total, byte) => total + byte, 0);
  field(148, `${octal(sum, 6)}\0 `);
  return block;
}

/** A record says its own length, the digits of that length included. */
function paxPath(path: string): string {
  const rest = ` path=${path}\n`;
  let length = rest.length + 1;
  while (`${length}${rest}`.length !== length) length++;
  return `${length}${rest}`;
}
