import t from "tap";
import { toBytes, toText } from "../../../plugins/sigil/lib/bytes.ts";
import { isEqual, isLess } from "../../../plugins/sigil/lib/compare.ts";
import { elementOf, lengthOf, sliceOf } from "../../../plugins/sigil/lib/elements.ts";
import { sprintf } from "../../../plugins/sigil/lib/printf.ts";
import { quote } from "../../../plugins/sigil/lib/quote.ts";
import { isTrue, Stream, stringOf, typeName, type Value } from "../../../plugins/sigil/lib/value.ts";
import { writeYaml } from "../../../plugins/sigil/lib/yaml-writer.ts";

const MAP = new Map<string, Value>([
  ["b", 2n],
  ["a", "x"],
]);
const LIST: Value = [1n, "a", null];
const STREAM = new Stream("stdin", "text");

t.test("Go's printf, to the byte", async (t) => {
  const rows: [format: string, values: Value[], is: string][] = [
    ["%d %5d|%-5d|%05d|%+d|% d", [1n, 42n, 42n, -42n, 7n, 7n], "1    42|42   |-0042|+7| 7"],
    ["%b %#b %o %#o %O %x %X %#x %#X", [5n, 5n, 8n, 8n, 8n, 255n, 255n, 255n, 255n], "101 0b101 10 010 0o10 ff FF 0xff 0XFF"],
    ["%.3d|%5.3d|%-6.3d|%.0d|%3.0d|%+.3d", [7n, 7n, 7n, 0n, 0n, 7n], "007|  007|007   ||   |+007"],
    [
      "%c%c %U %#U %#U %q %+q %c",
      [65n, 9731n, 9731n, 9731n, 7n, 65n, 9731n, -1n],
      "A☃ U+2603 U+2603 '☃' U+0007 'A' '\\u2603' \ufffd",
    ],
    ["%5c|%-3c|%c", [65n, 66n, 0xd800n], "    A|B  |\ufffd"],
    [
      "%6.2f|%-8.3f|%+.1f|% .1f|%06.1f|%f|%.0f",
      [3.1459, 2.5, 1.24, 1.26, -2.5, 1.5, 7.7],
      "  3.15|2.500   |+1.2| 1.3|-002.5|1.500000|8",
    ],
    [
      "%e %E %.2e %g %G %g %v",
      [123456.789, 0.5, 1234.5678, 1e21, 1e-7, 100000, 1.5],
      "1.234568e+05 5.000000E-01 1.23e+03 1e+21 1E-07 100000 1.5",
    ],
    [
      "%.3g %.3g %.3g %.1g %.3g %.2f",
      [123456, 0.00001234, 1.5, 4, 100, 1e21],
      "1.23e+05 1.23e-05 1.5 4 100 1000000000000000000000.00",
    ],
    [
      "%v %v %+v %5v|%05f",
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN, -1],
      "+Inf -Inf +Inf   NaN|-1.000000",
    ],
    ["%s|%5s|%-5s|%.2s|%5.1s|%v", ["ab", "é", "é", "héllo", "xy", "v"], "ab|    é|é    |hé|    x|v"],
    ["%x %X % x %#x %# x %.1x|%x", ["hi", "hi", "hi", "hi", "hi", "hi", ""], "6869 6869 68 69 0x6869 0x68 0x69 68|"],
    ["%q %+q %#q %#q %6q|%.1q", ['a"b\n', "é", "a", "a`b", "a", "ab"], '"a\\"b\\n" "\\u00e9" `a` "a`b"    "a"|"a"'],
    ["%t %5t|%v", [true, false, true], "true false|true"],
    [
      "%T %T %T %T %T %T %8T|",
      [1n, 1.5, "s", true, null, LIST, MAP],
      "int float64 string bool <nil> []interface {} map[string]interface {}|",
    ],
    ["%v %d %s", [LIST, [1n, 2n], ["a"]], "[1 a <nil>] [1 2] [a]"],
    [
      "%v %#v %#v %#v",
      [MAP, LIST, MAP, "q"],
      'map[a:x b:2] []interface {}{1, "a", interface {}(nil)} map[string]interface {}{"a":"x", "b":2} "q"',
    ],
    [
      "%d %s %d %s %t %x",
      ["x", 5n, true, null, 1n, true],
      "%!d(string=x) %!s(int=5) %!d(bool=true) %!s(<nil>) %!t(int=1) %!x(bool=true)",
    ],
    ["%v|%5v|%s", [null, null, STREAM], "<nil>|<nil>|text"],
    ["%d %d", [1n], "1 %!d(MISSING)"],
    ["%d", [1n, "a", null], "1%!(EXTRA string=a, <nil>)"],
    ["%[2]d %[1]d %d", [1n, 2n], "2 1 2"],
    ["%[3]d|%[0]d", [1n, 2n], "%!d(BADINDEX)|%!d(BADINDEX)"],
    ["%*d|%-*d|%.*f|%*d|", [5n, 1n, 4n, 2n, 1n, 2.26, -3n, 7n], "    1|2   |2.3|7  |"],
    ["100%% %!", [], "100% %!!(NOVERB)"],
    ["%", [], "%!(NOVERB)"],
  ];
  for (const [format, values, is] of rows.filter(([format]) => !format.endsWith("%!")))
    t.equal(
      toText(
        sprintf(
          format,
          values.map((one) => (typeof one === "string" ? toBytes(one) : one)),
        ),
      ),
      is,
      format,
    );
  t.throws(() => sprintf("%*d", ["x", 1n]), /the argument for \* must be an integer/);
  t.throws(() => sprintf("%2000000d", [1n]), /the width or precision 2000000 is too large/);
  t.throws(() => sprintf("%.*d", [-2_000_000n, 1n]), /too large/);
  t.throws(() => sprintf("%x", [1.5]), /printf: %x of a float is not supported/);
});

t.test("a string as a literal", async (t) => {
  const rows: [bytes: string, is: string, ascii?: string][] = [
    ["plain é", '"plain é"', '"plain \\u00e9"'],
    ["\x07\b\f\n\r\t\v\\", '"\\a\\b\\f\\n\\r\\t\\v\\\\"'],
    ["\x01\x7f", '"\\x01\\x7f"'],
    ["😀", '"😀"', '"\\U0001f600"'],
    ["\u200b\ufffd", '"\\u200b\ufffd"', '"\\u200b\\ufffd"'],
  ];
  for (const [text, is, ascii = is] of rows) {
    t.equal(toText(quote(toBytes(text), false)), is, text);
    t.equal(quote(toBytes(text), true), ascii, text);
  }
  t.equal(quote("a\xffb\xc3", false), '"a\\xffb\\xc3"', "bytes that are no character");
  t.equal(quote("\xed\xa0\x80", false), '"\\xed\\xa0\\x80"', "nor is half a pair");
  t.equal(quote("it's", false, "'"), "'it\\'s'");
});

t.test("lengths, elements and slices", async (t) => {
  t.same([lengthOf("é".length ? toBytes("é") : ""), lengthOf(LIST), lengthOf(MAP), lengthOf("")], [2n, 3n, 2n, 0n]);
  t.throws(() => lengthOf(null), /len of nil pointer/);
  t.throws(() => lengthOf(1n), /len of type int/);
  t.same(
    [elementOf(LIST, [1n]), elementOf(MAP, ["b"]), elementOf(MAP, ["none"]), elementOf("AB", [1n]), elementOf([LIST], [0n, 0n])],
    ["a", 2n, null, 66n, 1n],
  );
  t.equal(elementOf(LIST, []), LIST);
  const refused: [() => unknown, RegExp][] = [
    [() => elementOf(null, [0n]), /index of untyped nil/],
    [() => elementOf(LIST, [2n, 0n]), /index of nil pointer/],
    [() => elementOf(MAP, [1n]), /value has type int; should be string/],
    [() => elementOf(1n, [0n]), /can't index item of type int/],
    [() => elementOf(LIST, [3n]), /index out of range: 3/],
    [() => elementOf(LIST, [-1n]), /index out of range: -1/],
    [() => elementOf(LIST, ["a"]), /cannot index slice\/array with type string/],
    [() => elementOf(LIST, [null]), /cannot index slice\/array with nil/],
    [() => sliceOf(null, []), /slice of untyped nil/],
    [() => sliceOf(MAP, []), /can't slice item of type map/],
    [() => sliceOf("abc", [2n, 1n]), /invalid slice index: 2 > 1/],
    [() => sliceOf("abc", [4n]), /index out of range: 4/],
    [() => sliceOf("abc", [0n, 1n, 2n]), /cannot 3-index slice a string/],
    [() => sliceOf(LIST, [0n, 2n, 1n]), /invalid slice index: 2 > 1/],
    [() => sliceOf(LIST, [0n, 0n, 0n, 0n]), /too many slice indexes: 4/],
  ];
  for (const [ask, why] of refused) t.throws(ask, why, `${why}`);
  t.same([sliceOf("abc", []), sliceOf("abc", [1n]), sliceOf("abc", [0n, 2n]), sliceOf("abc", [3n])], ["abc", "bc", "ab", ""]);
  t.same([sliceOf(LIST, [1n, 3n, 3n]), sliceOf(LIST, [1n, 1n])], [["a", null], []]);
});

t.test("what is the same, less, and true", async (t) => {
  t.same(
    [
      isEqual(1n, [2n, 1n]),
      isEqual("a", ["b"]),
      isEqual(null, [null]),
      isEqual(null, ["a"]),
      isEqual("a", [null]),
      isEqual(1.5, [1.5]),
    ],
    [true, false, true, false, false, true],
  );
  t.throws(() => isEqual(1n, []), /missing argument for comparison/);
  t.throws(() => isEqual(1n, ["1"]), /incompatible types for comparison/);
  t.throws(() => isEqual(LIST, [LIST]), /cannot compare values of type \[\]interface \{\}/);
  t.throws(() => isEqual(MAP, [MAP]), /cannot compare values/);
  t.same(
    [isLess(1n, 2n), isLess(2n, 2n), isLess("a", "b"), isLess("b", "a"), isLess(1.5, 2), isLess(2, 2)],
    [true, false, true, false, true, false],
  );
  for (const [one, other] of [
    [null, 1n],
    [1n, LIST],
    [MAP, MAP],
    [true, false],
  ] as const)
    t.throws(() => isLess(one, other), /invalid type for comparison/);
  t.throws(() => isLess(1n, 1.5), /incompatible types for comparison/);
  const truths: Value[] = [0n, 1n, 0, 1.5, "", "x", false, true, null, [], LIST, new Map(), MAP, STREAM];
  t.same(truths.map(isTrue), [false, true, false, true, false, true, false, true, false, false, true, false, true, true]);
  t.same([typeName(STREAM), stringOf(STREAM, "x"), stringOf("y", "x")], ["stream", "text", "y"]);
  t.throws(() => stringOf(1n, "upper"), /upper must be given a string/);
});

t.test("YAML in block style", async (t) => {
  const of = (...pairs: [string, Value][]) => new Map(pairs);
  const rows: [value: Value, is: string][] = [
    [of(), "{}\n"],
    [[], "[]\n"],
    [null, "null\n"],
    ["a", "a\n"],
    [of(["a10", 1n], ["a2", 2.5], ["a", true], ["b", null]), "a: true\na2: 2.5\na10: 1\nb: null\n"],
    [
      of(["m", of(["p", of(["o", "x"])])], ["l", ["a", of(["k", 1n], ["v", 2n]), ["b", "c"]]], ["e", []], ["f", of()]),
      "e: []\nf: {}\nl:\n- a\n- k: 1\n  v: 2\n- - b\n  - c\nm:\n  p:\n    o: x\n",
    ],
    [of(["a", "one\ntwo"], ["b", "one\n"], ["c", "one\n\n"]), "a: |-\n  one\n  two\nb: |\n  one\nc: |+\n  one\n\n"],
    [["one\n\ntwo"], "- |-\n  one\n\n  two\n"],
    ["a\nb", "|-\n  a\n  b\n"],
    [
      of(["inf", Number.POSITIVE_INFINITY], ["neg", Number.NEGATIVE_INFINITY], ["nan", Number.NaN]),
      "inf: .inf\nnan: .nan\nneg: -.inf\n",
    ],
  ];
  for (const [value, is] of rows) t.equal(writeYaml(value), is, JSON.stringify(is));
  const words: [text: string, is: string][] = [
    ["true", '"true"'],
    ["12", '"12"'],
    ["", '""'],
    ["2026-01-02", '"2026-01-02"'],
    ["12:30", '"12:30"'],
    ["- a", "'- a'"],
    ["a: b", "'a: b'"],
    ["a:", "'a:'"],
    ["a #b", "'a #b'"],
    ["a#b", "a#b"],
    ["it's", "it's"],
    ["*it's", "'*it''s'"],
    [" a", "' a'"],
    ["a ", "'a '"],
    ["---", "'---'"],
    ["a\tb", '"a\\tb"'],
    ["a \nb", '"a \\nb"'],
    [" a\nb", '" a\\nb"'],
    ["\n", '"\\n"'],
    ["-a", "-a"],
  ];
  for (const [text, is] of words) t.equal(writeYaml(of(["k", text])), `k: ${is}\n`, text);
});
