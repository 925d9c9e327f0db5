/** How much is shown of a suite's failures: tests, lines of each, letters of a line. */
const [TESTS, LINES, LETTERS] = [5, 20, 160];

/** What a suite that failed has printed about each test that did: its name first, then what was said. Both of bats' TAP and of Node's runner. */
export function failuresOf(printed: string): string[] {
  const lines = process.getBuiltinModule("node:util").stripVTControlCharacters(printed).split("\n");
  const summary = lines.findIndex((line) => line.endsWith("failing tests:"));
  const found = summary < 0 ? blocks(lines, /^not ok /, /^#/) : blocks(lines.slice(summary), /^✖ (?!failing tests:)/, /^\s/);
  return [
    ...found
      .slice(0, TESTS)
      .flatMap((block) => [
        ...block.slice(0, LINES).map((line) => (line.length > LETTERS ? `${line.slice(0, LETTERS)}...` : line)),
        ...(block.length > LINES ? [`... and ${block.length - LINES} lines more`] : []),
      ]),
    ...(found.length > TESTS ? [`... and ${found.length - TESTS} tests more`] : []),
  ];
}

/** Lines that begin a block, each with those behind it that go on with it. Where Node's own code was on the way is of no interest. */
function blocks(lines: readonly string[], first: RegExp, further: RegExp): string[][] {
  const found: string[][] = [];
  let open = false;
  for (const line of lines.filter((line) => !/^\s+at .*\(?node:/.test(line))) {
    if (first.test(line)) found.push([line]);
    else if (open && further.test(line)) found.at(-1)?.push(line);
    open = first.test(line) || (open && further.test(line));
  }
  return found;
}
