import t from "tap";
import { flagsOf, inPhase, optionOf, phasesOf, without } from "../../../plugins/docker-options/lib/option.ts";

t.test("an option is one line, verbatim", async (t) => {
  for (const [words, line, processes = []] of [
    [["--link a:b"], "--link a:b"],
    [["--link", "a:b"], "--link a:b"],
    [["-v /a b:/c"], "-v /a b:/c"],
    [[`--label 'x y'`], `--label 'x y'`],
    [["-e", "A=$HOME"], "-e A=$HOME"],
    [["-e A=`id`;rm -rf /"], "-e A=`id`;rm -rf /"],
    [["--process", "web", "--cpus=1"], "--cpus=1", ["web"]],
    [["--process=web", "--label 'x y'"], "--label 'x y'", ["web"]],
  ] as const) {
    t.match(optionOf(words), { line, processes }, JSON.stringify(words));
  }
});

t.test("each flag is an option of its own, and one alone stays as it was written", async (t) => {
  for (const [text, options] of [
    ["--build-arg X=Y --link foo --link bar", ["--build-arg X=Y", "--link foo", "--link bar"]],
    [`--label 'x y' --rm`, ["--label 'x y'", "--rm"]],
    [`--label  "x y"`, [`--label  "x y"`]],
    ["--process web --cpus 1 --rm", ["--cpus 1", "--rm"]],
  ] as const)
    t.same(optionOf([text]).options, options, text);
});

t.test("what is no option is refused", async (t) => {
  for (const [words, why] of [
    [[], /specify a docker option/],
    [["  "], /specify a docker option/],
    [["--a\n--b"], /one line/],
    [["--a\0"], /one line/],
    [["--label 'x"], /quote is opened and never closed/],
    [['--label "x'], /quote is opened and never closed/],
    [["--label x\\"], /quote is opened/],
    [["alpine"], /begins with "-"/],
    [["busybox sh -c id"], /begins with "-"/],
    [["--process", "web"], /begins with "-"/],
  ] as const) {
    t.throws(() => optionOf(words), why, JSON.stringify(words));
  }
  t.throws(() => optionOf(["--a\r--b"]), /one line/);
});

t.test("phases", async (t) => {
  t.same(phasesOf("run,build"), ["build", "run"]);
  t.same(phasesOf("deploy,deploy"), ["deploy"]);
  t.same(phasesOf(""), ["build", "deploy", "run"]);
  for (const wrong of ["dep", "build,x", "Build", "build deploy"])
    t.throws(() => phasesOf(wrong), /must be one of \[build deploy run\]/, wrong);
});

t.test("flags with their values", async (t) => {
  t.same(flagsOf("--link a:b -v '/x y:/z' --rm"), [["--link", "a:b"], ["-v", "/x y:/z"], ["--rm"]]);
});

t.test("removing goes by words, not by spelling", async (t) => {
  for (const [line, option, left] of [
    ["--link a:b", "--link a:b", undefined],
    ["--link  'a:b'", "--link a:b", undefined],
    ["--link a:b --link c:d", "--link a:b", "--link c:d"],
    ["--link a:b", "--link x:y", "--link a:b"],
    ["--label 'x y'", `--label "x y"`, undefined],
    ["--broken 'x", "--link a:b", "--broken 'x"],
    ["--broken 'x", "--broken 'y'", "--broken 'x"],
  ] as const) {
    t.equal(without(line, option), left, `${line} without ${option}`);
  }
});

t.test("what means nothing in a phase is left out", async (t) => {
  for (const [line, phase, builder, left] of [
    ["--restart=always", "deploy", "", "--restart=always"],
    ["--restart=always", "run", "", ""],
    ["--restart always --cpus 1", "build", "herokuish", "--cpus 1"],
    ["-v /a:/b", "build", "dockerfile", ""],
    ["--volume=/a:/b", "build", "nixpacks", ""],
    ["-v /a:/b", "build", "herokuish", "-v /a:/b"],
    ["--file x", "build", "herokuish", ""],
    ["--link a:b", "deploy", "dockerfile", "--link a:b"],
    ["-volatile", "build", "dockerfile", "-volatile"],
    ["--broken 'x", "build", "dockerfile", "--broken 'x"],
  ] as const) {
    t.equal(inPhase(line, phase, builder), left, `${line} in ${phase} of ${builder}`);
  }
});
