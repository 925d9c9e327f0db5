import t from "tap";
import { buildArgs } from "../../../plugins/builder-dockerfile/lib/build-args.ts";
import { buildOptions, namesWanted } from "../../../plugins/builder-dockerfile/lib/build-options.ts";
import { readDockerfile } from "../../../plugins/builder-dockerfile/lib/dockerfile.ts";
import { mapping } from "../../../plugins/builder-dockerfile/lib/ports.ts";

t.test("what is read of a Dockerfile", async (t) => {
  const table: [name: string, text: string, args: string[], ports: string[] | undefined][] = [
    ["nothing", "", [], []],
    ["arguments with and without a value", "ARG A\nARG B=1 C=2\nFROM x\narg D='a b'", ["A", "B", "C", "D"], []],
    ["ports of all forms", "FROM x\nEXPOSE 80 443/tcp\nexpose 53/UDP", [], ["80/tcp", "443/tcp", "53/udp"]],
    ["only those of the last stage", "FROM a\nEXPOSE 1\nFROM b\nEXPOSE 2", [], ["2/tcp"]],
    ["a variable, which only Docker knows", "FROM a\nARG P=1\nEXPOSE $P", ["P"], undefined],
    ["a range", "FROM a\nEXPOSE 8000-8010", [], undefined],
    [
      "comments, continued lines, Windows lines",
      "FROM a\r\n# EXPOSE 1\r\nEXPOSE \\\r\n  2 \\\r\n# no\r\n  3\r\n",
      [],
      ["2/tcp", "3/tcp"],
    ],
    ["another escape", "# escape=`\nFROM a\nEXPOSE `\n 2\nEXPOSE 3", [], ["2/tcp", "3/tcp"]],
    ["no instruction but a word of one", "FROM a\nRUN echo EXPOSE 1\nENV ARG=1", [], []],
  ];
  for (const [name, text, args, ports] of table) t.strictSame(readDockerfile(text), { args, ports }, name);
});

t.test("what docker build takes of the options for an app", async (t) => {
  const table: [words: string[], options: string[]][] = [
    [
      ["--build-arg", "A=b c", "--no-cache"],
      ["--build-arg=A=b c", "--no-cache"],
    ],
    [
      ["--network=host", "--memory", "1g", "-m", "2g"],
      ["--network=host", "--memory=1g", "--memory=2g"],
    ],
    [["-v", "/a:/b", "--volume=/c:/d", "--env", "X=1", "--restart=always", "-p", "80:80"], []],
    [
      ["--secret=id=a,env=B", "--label", "x"],
      ["--secret=id=a,env=B", "--label=x"],
    ],
    [["--build-arg"], []],
    [["--output=/etc", "-f", "x", "--file", "y"], []],
  ];
  for (const [words, options] of table) t.strictSame(buildOptions(words), options, words.join(" "));
  t.strictSame(namesWanted(["--build-arg=A", "--build-arg=B=1", "--secret=id=c,env=D", "--secret=id=E"]), ["A", "D", "E"]);
});

t.test("the words of docker build; values stay out of them", async (t) => {
  const base = {
    image: "dokku/web:latest",
    labels: { a: "b", dokku: "" },
    global: ["--label=g"],
    options: [],
    args: [],
    variables: {},
    host: {},
  };
  const made = (more: Partial<Parameters<typeof buildArgs>[0]>) => buildArgs({ ...base, ...more });
  t.strictSame(made({}), {
    words: ["image", "build", "--force-rm", "--label=a=b", "--label=dokku", "--label=g", "--tag=dokku/web:latest", "."],
    env: {},
  });
  const secret = made({ args: ["TOKEN", "NONE"], variables: { TOKEN: "s3cret\nline", OTHER: "x" } });
  t.ok(secret.words.includes("--build-arg=TOKEN"));
  t.notOk(
    secret.words.some((word) => /s3cret|NONE|OTHER/.test(word)),
    "only what the Dockerfile asks for, by name",
  );
  t.strictSame(secret.env, { TOKEN: "s3cret\nline" });
  const own = made({ args: ["PATH", "DOCKER_HOST"], variables: { PATH: "/x", DOCKER_HOST: "tcp://x", DOCKER_BUILDKIT: "1" } });
  t.strictSame(own.env, { DOCKER_BUILDKIT: "1" }, "nothing that would make another client of it");
  t.ok(own.words.includes("--build-arg=PATH=/x"));
  const proxied = made({ host: { http_proxy: "http://p", NO_PROXY: "x", HTTPS_PROXY: "" } });
  t.strictSame(
    proxied.words.filter((word) => /proxy/i.test(word)),
    ["--build-arg=http_proxy", "--build-arg=NO_PROXY"],
  );
  t.notOk(
    made({ args: ["A"], options: ["--build-arg=A=1"], variables: { A: "2" } }).words.includes("--build-arg=A"),
    "options win",
  );
});

t.test("ports as the proxy wants them", async (t) => {
  const table = { "5000/tcp": "http:5000:5000", "443/tcp": "https:443:443", "53/udp": "udp:53:53" };
  for (const [exposed, wanted] of Object.entries(table)) t.equal(mapping(exposed), wanted);
});
