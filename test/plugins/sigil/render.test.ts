import { symlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { render, TemplateError } from "../../../plugins/sigil/lib/render.ts";

const vars = { APP: "web", ONE: "1", EMPTY: "", LIST: "a b c", PORTS: "http:80:5000 https:443:5000", CAFE: "café" };

type Rows = readonly (readonly [template: string, output: string])[];

function renders(name: string, rows: Rows): void {
  t.test(name, async (t) => {
    for (const [template, output] of rows) t.equal(render(template, vars), output, template);
  });
}

renders("text, variables and white space are Go's to the byte", [
  ["", ""],
  ["plain }} { { text $host\n", "plain }} { { text $host\n"],
  ["{{ .APP }} {{ $.APP }} {{ $APP }} {{.APP}}", "web web web web"],
  ["{{ .NOPE }}|{{ $.NOPE }}|{{ $nope }}|{{ .A.B.C }}|{{ .EMPTY }}|", "<no value>|<no value>|<no value>|<no value>||"],
  ["a\n  {{- .APP -}}  \n b", "awebb"],
  ["a \t\r\n{{- /* note */ -}}\n\n b {{/* note */}} c", "ab  c"],
  ["a {{-  .APP }} b {{ .APP  -}} c", "aweb b webc"],
  ["{{ .APP }}\n\n\n{{ .APP -}}\n{{ if .APP }}\n  x\n{{ end }}\n", "web\n\n\nweb\n  x\n\n"],
  ["x\n  {{- if .ONE }}\n  y\n  {{- end }}\nz", "x\n  y\nz"],
  ["{{ .APP \\}}\n{{ .ONE }}", "web1"],
  ["{{\n  .APP\n  | upper\n}} {{ print -1 }} {{-1}} {{- -1 }}", "WEB -1 -1-1"],
  [
    "{{ range $k, $v := . }}{{ $k }}={{ $v }};{{ end }}",
    "APP=web;CAFE=café;EMPTY=;LIST=a b c;ONE=1;PORTS=http:80:5000 https:443:5000;k=<no value>;v=<no value>;",
  ],
]);

renders("conditions, loops, scopes and templates", [
  ["{{if .ONE}}y{{else}}n{{end}}{{if .EMPTY}}y{{else}}n{{end}}", "yn"],
  ['{{if eq .ONE "2"}}2{{else if eq .ONE "1"}}1{{else}}0{{end}}', "1"],
  ["{{with .APP}}{{.}}{{$.ONE}}{{else}}n{{end}}{{with .EMPTY}}y{{else}}{{.APP}}{{end}}", "web1web"],
  ["{{with .EMPTY}}1{{else with .APP}}2{{.}}{{end}}", "2web"],
  ['{{range $i, $e := .LIST | split " "}}{{$i}}{{$e}}{{.}},{{end}}', "0aa,1bb,2cc,"],
  ["{{range .NOPE}}x{{else}}none{{end}} {{range 3}}{{.}}{{end}}", "none 012"],
  ['{{range seq 5}}{{if eq . "1"}}{{continue}}{{end}}{{if eq . "3"}}{{break}}{{end}}{{.}}{{end}}', "02"],
  ["{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}{{if true}}{{$x := 3}}{{$x}}{{end}}{{$x}}", "232"],
  ['{{$k := ""}}{{range $k = seq 2}}{{$k}}{{end}}{{$k}}', "011"],
  ["{{if $x := .APP}}{{$x}}{{end}}{{with $y := .ONE}}{{$y}}{{.}}{{end}}", "web11"],
  ['{{define "t"}}<{{.}}>{{end}}{{template "t" .APP}}{{template "t"}}', "<web><<no value>>"],
  ['{{block "b" .ONE}}b{{.}}{{end}}{{template "b" 2}}', "b1b2"],
  ['{{define "b"}}other{{end}}{{block "b" 1}}{{end}}', "other"],
  [
    "{{and 1 0}} {{and 1 2}} {{or 0 2}} {{or true (index nil 1)}} {{and false (index nil 1)}} {{not .EMPTY}}",
    "0 2 2 true false true",
  ],
  ['{{ (index (split ":" "a:b") 1) | upper }} {{ (splitkv "=" (split "," "a=1,b")).a }}', "B 1"],
]);

renders("literals and Go's own functions", [
  ['{{"a\\n\\t\\"\\x41\\u00e9\\101"}} {{`raw\\n"`}}', 'a\n\t"AéA raw\\n"'],
  [
    "{{'a'}} {{0x10}} {{0b11}} {{0o17}} {{017}} {{1_000}} {{1.5}} {{.5}} {{1e3}} {{0x1p4}} {{true}}",
    "97 16 3 15 15 1000 1.5 0.5 1000 16 true",
  ],
  ["{{1000000.0}} {{100000.0}} {{0.0001}} {{0.00001}} {{-0.0}}", "1e+06 100000 0.0001 1e-05 -0"],
  [
    '{{print 1 2 "a" 3 true nil}}|{{println 1 "a"}}|{{split "," "a,b"}}|{{splitkv "=" (split "," "b=1,a")}}',
    "1 2a3 true <nil>|1 a\n|[a b]|map[a:true b:1]",
  ],
  [
    '{{printf "%s|%5s|%-5s|%05d|%x|%q|%v|%t|%c|%.2f|%%|%+d" "a" "b" "c" 42 255 "q" 1.5 true 65 3.14159 5}}',
    'a|    b|c    |00042|ff|"q"|1.5|true|A|3.14|%|+5',
  ],
  [
    '{{printf "%d" "x"}} {{printf "%s" 5}} {{printf "%d"}} {{printf "x" 1 nil}} {{printf "%z" 1}} {{printf "%"}}',
    "%!d(string=x) %!s(int=5) %!d(MISSING) x%!(EXTRA int=1, <nil>) %!z(int=1) %!(NOVERB)",
  ],
  [
    '{{printf "%[2]s %[1]s %v" "a" "b"}} {{printf "%*d|%.*f" 4 7 1 2.55}} {{printf "%q %v %T" (split "," "a,b") nil 1}}',
    'b a b    7|2.5 ["a" "b"] <nil> int',
  ],
  [
    '{{len .CAFE}} {{len (seq 3)}} {{index "abc" 1}} {{index . "APP"}} {{slice "abcdef" 1 3}} {{slice (split "," "a,b,c") 1}}',
    "5 3 98 web bc [b c]",
  ],
  [
    '{{eq 1 2 1}} {{eq .ONE "1"}} {{ne 1 2}} {{lt 1 2}} {{le "b" "a"}} {{gt 2.5 1.5}} {{ge 1 1}} {{eq .NOPE nil}}',
    "true true true true false true true true",
  ],
  [
    '{{html "<a href=\'x\'>&"}} {{js "it\'s <b>"}} {{urlquery "a b&é"}}',
    "&lt;a href=&#39;x&#39;&gt;&amp; it\\'s \\u003Cb\\u003E a+b%26%C3%A9",
  ],
]);

renders("Sigil's functions", [
  ['{{ .EMPTY | default "d" }}{{ $nope | default "e" }}{{ .APP | default "f" }}{{ default 5 0 }}', "deweb5"],
  ['{{ capitalize "hello o\'neil a_b x-y" }} {{ upper "straße é" }} {{ lower "ÀB" }}', "Hello O'Neil A_b X-Y STRAßE É àb"],
  ['{{ replace "." "$&" "a.b" }} {{ "aXbX" | replace "X" "" }} {{ trim " \\n x\\t \\n" }}|', "a$&b ab x\t|"],
  ['{{ indent "  " "a\\nb\\n\\nc\\n" }}|{{ substr "1:4" "abcdefgh" }} {{ substr ":4" "abcdefgh" }}', "a\n  b\n\n  c\n|bcd abcd"],
  ['{{ split "," "a,,b" | join "-" }} {{ split "" "aé" }} {{ split "," "" | len }}', "a--b [a é] 1"],
  ['{{ splitkv ":" (split "," "a:1:2") | joinkv "=" | join "," }} {{ seq "3" | join "," }} {{ seq 0 }}', "a=1:2 0,1,2 []"],
  [
    '{{ append "d" (split "," "a,b") }} {{ drop "a*" (split "," "ab,b,a/c") }} {{ uniq (split "," "a,b,a") }}',
    "[a b d] [b a/c] [a b]",
  ],
  [
    '{{ match "a*" "abc" }} {{ match "a*" "a/b" }} {{ match "[^a-c]?" "bx" }} {{ match "a*b*c" "axbxc" }}',
    "true false false true",
  ],
  ['{{ render "x=1" "{{ $x }}{{ .y }}" }} {{ var "APP" }}{{ var "HOME" }}|', "1<no value> web|"],
  [
    '{{ tojson (split "," "<a>,b") }} {{ tojson .CAFE }} {{ tojson 1e21 }} {{ tojson 5 }} {{ tojson nil }}',
    '["\\u003ca\\u003e","b"] "café" 1e+21 5 null',
  ],
  ['{{ splitkv "=" (split "," "k10=true,k9=a: b,c=x") | toyaml }}', "c: x\nk9: 'a: b'\nk10: \"true\"\n"],
]);

t.test("queries answer as go-jmespath does", async (t) => {
  const root = t.testdir({
    "d.json": '{"n":[3,1],"s":"h\u00e9","o":[{"k":"b","v":1},{"k":"a","v":2}],"m":{"<":1}}',
    "d.yaml": "port: 8080\nmany: 1000000\n",
  });
  const rows: [file: string, query: string, output: string][] = [
    ["json", "o[?v > `1`].k | [0]", "a"],
    ["json", "max_by(o, &k).v", "1"],
    ["json", "min_by(o, &v).k", "b"],
    ["json", "min_by(o, &nope)", "error"],
    ["json", "to_string(m)", '{"\\u003c":1}'],
    ["json", "to_number('0x10')", "<no value>"],
    ["json", "length(s)", "2"],
    ["json", "abs(`1`, `2`)", "error"],
    ["json", "o[0].{k: k, }", "error"],
    ["json", "pad_left(s, `900000000`)", "error"],
    ["json", "__proto__", "<no value>"],
    ["yaml", "many", "1000000"],
    ["yaml", "to_string(port)", "8080"],
  ];
  const doubled = Array(40).fill("[@, @]").join(" | ");
  t.equal(
    render(`{{ json "d.json" | jmespath "${doubled}" | len }}`, {}, { root }),
    "2",
    "what is doubled forty times is held once",
  );
  for (const [kind, query, output] of rows) {
    const template = `{{ ${kind} "d.${kind}" | jmespath ${JSON.stringify(query)} }}`;
    if (output === "error") t.throws(() => render(template, {}, { root }), { message: /: JmesPath: / }, query);
    else t.equal(render(template, {}, { root }), output, query);
  }
});

t.test("YAML is read as go-yaml v2 does", async (t) => {
  const laughs = Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]\n`).join("");
  const rows: [yaml: string, output: string][] = [
    [
      "a: yes\nb: 017\nc: 0x1F\nd: 1_000\ne: 1:30\nf: 2001-01-01\ng: 1e3\nh: ~\n",
      "a:true b:15 c:31 d:1000 e:1:30 f:2001-01-01 g:1000 h:<nil>",
    ],
    ["a: &x {k: 1}\nb: *x\n", "a:map[k:1] b:map[k:1]"],
    ["a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3\n", "a:map[k:1 l:2] b:map[k:1 l:3]"],
    ["a: [\n  x,\n  z\n]\n", "a:[x z]"],
    ["\ufeffa: !!binary aGk=\n", "a:hi"],
    ["a: 1\na: 2\n---\nb: 3\n", "a:2"],
    ["0x10: a\nyes: b\n", "16:a true:b"],
    ["a: 1e400\nb: !!str 5\nc: é\n", "a:1e400 b:5 c:é"],
    ["a: |2-\n   x\n  y\nb: >\n  c\n  d\n", "a: x\ny b:c d\n"],
    ["a: *nope\n", "error"],
    ["a: x: y\n", "error"],
    ["[a]: b\n", "error"],
    [`a0: &a0 [x]\n${laughs}`, "error"],
  ];
  for (const [yaml, output] of rows) {
    const root = t.testdir({ "d.yaml": yaml });
    const read = () => render('{{ yaml "d.yaml" }}', {}, { root });
    if (output === "error") t.throws(read, { message: /^template:1: at <yaml "d\.yaml">: error calling yaml: / }, yaml);
    else t.equal(read(), `map[${output}]`, yaml);
  }
});

/** In the manner of the templates that people keep in their apps. */
const vhost = `{{ range $port_map := .PORTS | split " " }}
{{ $port_map_list := $port_map | split ":" }}
{{ $scheme := index $port_map_list 0 }}
{{ if or (eq $scheme "http") (eq $scheme "https") }}
server {
  listen {{ index $port_map_list 1 }}{{ if eq $scheme "https" }} ssl{{ end }};
  {{ if and ($.LOG) (ne $.LOG "off") }}access_log {{ $.LOG }};{{ end }}
  return 301 $scheme://{{ $.APP }}$request_uri;
}
{{- end }}{{ end }}
`;
const served = (port: string): string => `\n\n\n\nserver {\n  listen ${port};\n  \n  return 301 $scheme://web$request_uri;\n}`;
renders("a server block per port", [[vhost, `${served("80")}${served("443 ssl")}\n`]]);

t.test("what is wrong is told with the template's name and line", async (t) => {
  const rows: [template: string, message: RegExp][] = [
    ["a\n{{ foo }}", /^x\.sigil:2: function "foo" not defined$/],
    ["a\n\n{{ eq 1 1.0 }}", /^x\.sigil:3: at <eq 1 1\.0>: error calling eq: incompatible types for comparison$/],
    ['{{ index (split "," "a") 5 }}', /^x\.sigil:1: .*index out of range: 5$/],
    ["{{ if .A }}\n", /^x\.sigil:2: unexpected EOF/],
    ["{{ .A", /:1: unclosed action$/],
    ["\n{{ end }}", /:2: unexpected \{\{end}}$/],
    ["{{/* a", /:1: unclosed comment$/],
    ['{{ "a\n" }}', /:1: unterminated quoted string$/],
    ["{{ (1 }}", /:1: unclosed left paren$/],
    ["{{ break }}", /:1: \{\{break}} outside \{\{range}}$/],
    ['{{ define "a" }}{{ $APP }}{{ end }}', /undefined variable "\$APP"$/],
    ["{{if true}}{{$z := 1}}{{end}}\n{{$z = 2}}{{ template `no` }}", /:2: template "no" not defined$/],
    ["{{ .APP.x }}", /can't evaluate field x in type string$/],
    ["{{ 1 | .APP }}", /can't give argument to non-function \.APP$/],
    ["{{ upper }}", /wrong number of args for upper: want 1 got 0$/],
    ['{{ join "," "x" }}', /expected \[]interface \{}; got string$/],
    ["{{ 08 }}", /bad number syntax/],
    ["{{ .A-B }}", /bad character '-'/],
    ['{{ render "{{ foo }}" }}', /^x\.sigil:1: .*<render>:1: function "foo" not defined$/],
  ];
  for (const [template, message] of rows) t.throws(() => render(template, vars, { name: "x.sigil" }), { message }, template);
  t.throws(() => render("\n{{ foo }}", {}, { name: "n" }), new TemplateError("n", 2, 'function "foo" not defined'));
});

t.test("a template that runs away is stopped", async (t) => {
  const rows: [template: string, message: RegExp][] = [
    ["\n{{ range 1000000000 }}{{ end }}", /:2: stopped after 5000000 steps/],
    ['{{ range 100000 }}{{ printf "%100000d" . }}{{ end }}', /:1: stopped: the output is larger/],
    ['{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}', /exceeded maximum template depth/],
    ["{{ seq 1000000000 }}", /seq can count from 0 to 1000000/],
    [`{{ ${"(".repeat(20_000)}1${")".repeat(20_000)} }}`, /too deeply nested/],
  ];
  for (const [template, message] of rows) t.throws(() => render(template, {}), { message }, template.slice(0, 60));
});

t.test("files stay below the root, programs and the net stay out", async (t) => {
  const dir = t.testdir({
    "secret.txt": "s3cret",
    root: { "a.txt": "A\n", sub: { "in.tmpl": '[{{ $x }} {{ include "b.tmpl" }}]', "b.tmpl": "B" } },
  });
  const root = join(dir, "root");
  symlinkSync(join(dir, "secret.txt"), join(root, "link"));
  symlinkSync(dir, join(root, "up"));
  const good: Rows = [
    ['{{ file "a.txt" }}{{ text "sub/../a.txt" | trim }}', "A\nA"],
    [`{{ file "${root}/a.txt" }}`, "A\n"],
    ['{{ include "sub/in.tmpl" "x=1" }}', "[1 B]"],
    ['{{ exists "a.txt" }} {{ exists "no" }} {{ dirs "." }} {{ files "sub" }}', "true false [sub] [b.tmpl in.tmpl]"],
    ['{{ base64enc "a.txt" }}', "QQo="],
  ];
  for (const [template, output] of good) t.equal(render(template, {}, { root }), output, template);
  const outside = ["../secret.txt", join(dir, "secret.txt"), "link", "up/secret.txt", "/etc/passwd", "sub/../../secret.txt"];
  for (const path of outside)
    for (const name of ["file", "include", "text", "exists", "json", "base64enc", "dir", "files"])
      t.throws(
        () => render(`{{ ${name} "${path}" }}`, {}, { root, name: "t" }),
        { message: /^t:1: at <.*is not below/ },
        `${name} ${path}`,
      );
  t.throws(() => render('{{ file "a.txt" }}', {}), { message: /this template has no folder/ });
  for (const call of ['sh "id"', 'httpget "http://127.0.0.1:1/"', "stdin"])
    t.throws(() => render(`{{ ${call} }}`, {}, { root, name: "t" }), { message: /^t:1: .*can(not| not) be/ }, call);
  t.equal(
    render('{{ var "A" }}{{ var "B" }}{{ var "PATH" }}', { B: "2" }, { env: { A: "1" } }),
    "12",
    "only the environment that was given",
  );
});
