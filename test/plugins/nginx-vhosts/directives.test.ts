import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t from "tap";
import { directives, SyntaxTrouble } from "../../../plugins/nginx-vhosts/lib/directives.ts";

const read = (text: string) => [...directives(text)].map(({ name, args }) => [name, ...args]);

t.test("words are what nginx takes them for", async (t) => {
  const table: [text: string, ...words: string[][]][] = [
    ["", ...[]],
    ["# all; of { this }\n", ...[]],
    ["a;b c;", ["a"], ["b", "c"]],
    ["include\n\t/etc/passwd\r\n;", ["include", "/etc/passwd"]],
    ["\"include\" '/a b';", ["include", "/a b"]],
    ["a 'x # y'; b x#y; c # z;\n d;", ["a", "x # y"], ["b", "x#y"], ["c", "d"]],
    ["a \\#; include x;", ["a", "\\#"], ["include", "x"]],
    ["a \"\\\"; b\" '\\'' \\\\ \\t \\x;", ["a", '"; b', "'", "\\", "\t", "\\x"]],
    ["a b\\ c\\;d;", ["a", "b\\ c\\;d"]],
    ["a ${b}c $d{ }", ["a", "${b}c", "$d"]],
    ["a b${{c;", ["a", "b${{c"]],
    ["a b}c it's;", ["a", "b}c", "it's"]],
    ['if ($a = "b"){c;}', ["if", "($a", "=", "b", ")"], ["c"]],
    ['a "";', ["a", ""]],
  ];
  for (const [text, ...words] of table) t.same(read(text), words, text);
});

t.test("lines, and the block a directive stands in", async (t) => {
  const [server, location, root, log] = directives('server {\n  location\n   "/\n" {\n\n root x; }\n}\n\nlog y;');
  t.match([server?.line, location?.line, root?.line, log?.line], [1, 2, 6, 9]);
  t.equal(root?.within, location);
  t.equal(location?.within, server);
  t.equal(log?.within, undefined);
});

t.test("what nginx cannot read is refused with its line", async (t) => {
  const table: [text: string, line: number, message: RegExp][] = [
    ["a;\n;", 2, /unexpected ";"/],
    ["a {\n}\n}", 3, /unexpected "}"/],
    ["a {\nb }", 2, /unexpected "}"/],
    ["a\n}", 2, /unexpected "}"/],
    ['a "b"c;', 1, /unexpected "c"/],
    ['a "b\n;', 2, /end of file/],
    ["{ }", 1, /unexpected "\{"/],
    ["a { b;", 1, /end of file/],
    ["a \\", 1, /end of file/],
  ];
  for (const [text, line, message] of table) t.throws(() => read(text), { line, message }, text);
  const [lua] = directives("content_by_lua_block { } } ' \\");
  t.match(lua, { name: "content_by_lua_block", isBlock: true }, "handed over before what is in it is read");
});

const NGINX = "/usr/sbin/nginx";

/** What nginx has to say of a text's first directive, as far as our reading of it goes. */
function expected(text: string, folder: string): string {
  try {
    const [first] = directives(text);
    if (!first) return 'no "events" section';
    if (first.name !== "include") return `unknown directive "${first.name}" in`;
    if (first.isBlock) return 'directive "include" is not terminated by ";" in';
    const [path = "", ...more] = first.args;
    if (first.args.length !== 1 || more.length) return 'invalid number of arguments in "include" directive';
    return `"${path.startsWith("/") ? path : join(folder, "/") + path}" failed (`;
  } catch (error) {
    if (error instanceof SyntaxTrouble) return `${error.message} in ${folder}/conf:${error.line}`;
    throw error;
  }
}

t.test("300 odd quotings, read as nginx reads them", { skip: !existsSync(NGINX) && "there is no nginx here" }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "hokku-words-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const parts = ["a", "b", '"', "'", "\\", "#", "$", "{", "}", ";", ")", " ", "\n", "\t", "\r", "/", "t", "n", "${", '\\"', '" '];
  let seed = 9;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return (seed >> 8) % below;
  };
  const different: { text: string; stderr: string; told: string }[] = [];
  for (let at = 0; at < 300; at++) {
    const odd = Array.from({ length: 1 + random(9) }, () => parts[random(parts.length)]).join("");
    const text = `${at % 3 ? "include " : ""}${odd};\n`;
    writeFileSync(join(folder, "conf"), text);
    const { stderr } = spawnSync(NGINX, ["-t", "-q", "-c", join(folder, "conf"), "-p", folder], { encoding: "utf8" });
    const told = expected(text, folder);
    if (!stderr.includes(told)) different.push({ text, stderr, told });
  }
  t.same(different, []);
});
