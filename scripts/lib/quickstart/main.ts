import { join } from "node:path";
import { checkChange, leftOver } from "./check.ts";
import { place } from "./place.ts";
import { dokku, output } from "./programs.ts";
import { ask, makeSample, push } from "./sample.ts";
import { startSsh } from "./ssh.ts";
import { startAgain, stop } from "./stop.ts";
import { detail, headline, say } from "./talk.ts";

/** The part of quickstart that has Node: `main.ts start|check ROOT PORT`, `main.ts stop ROOT [yes]`. */
const [action = "start", root = "", word = ""] = process.argv.slice(2);
const at = place(root);
process.on("SIGINT", () => void interrupted());
process.on("SIGTERM", () => void interrupted());
try {
  if (action === "stop") await stop(at, word === "yes");
  else if (action === "check") await check();
  else await start();
  process.exit(0);
} catch (error) {
  fail(error);
}

async function start(): Promise<void> {
  const { app, port, url, page } = await deploy("hello");
  headline(`${app} runs at ${url}`);
  detail(`it answers: ${headingOf(page)}`);
  await next(app, port);
}

async function check(): Promise<void> {
  const wanted = `check-${process.pid}`;
  try {
    const { app, url, page } = await deploy(wanted);
    say(`${url} answers: ${headingOf(page)}`);
    await checkChange(at, app);
  } finally {
    await stop(at, true);
  }
  const left = await leftOver(at, wanted);
  if (left.length) throw new Error(`this was left over: ${left.join("; ")}`);
  headline("Everything worked, and everything is taken down again");
}

async function deploy(wanted: string): Promise<{ app: string; port: number; url: string; page: string }> {
  await dokku(at, "proxy:set", "--global", "type", "port-proxy");
  const port = await startSsh(at, Number(word) || 0);
  const app = await makeSample(at, wanted);
  await startAgain(at);
  await push(at);
  return { app, port, ...(await ask(at, app)) };
}

/** Where ssh does not find the key by itself, which it is asked, each line names the file that has it. */
async function next(app: string, port: number): Promise<void> {
  const finds = (await output("ssh", ["-G", "dokku@127.0.0.1"])).includes(at.key);
  const config = `-F ${quoted(at.sshConfig)}`;
  const server = finds ? `-p ${port} dokku@127.0.0.1` : `${config} hokku`;
  const remote = finds ? `ssh://dokku@127.0.0.1:${port}/myapp` : "hokku:myapp";
  const setting = finds ? "" : `git config core.sshCommand ${quoted(`ssh ${config}`)} && `;
  process.stdout.write(`
Try next, from any terminal:

  cd ${quoted(at.sample)}
  sed -i 's/Hello from Hokku/Hello again/' page.html
  git commit -am "new page" && git push dokku main

  ssh ${server} apps:list
  ssh ${server} config:set ${app} GREETING=Bonjour
  ssh ${server} ps:scale ${app} web=2
  ssh -t ${server} run ${app} bash

An app of your own: ${setting}git remote add dokku ${remote} && git push dokku main

  ${quoted(at.dokku)} help     the same commands without ssh
  ${stopCommand()}     stops all of it; with --purge it is gone, too
`);
}

/** It finds the folder by HOKKU_HOME, where that was set. */
function stopCommand(): string {
  const program = `${quoted(join(import.meta.dirname, "../../quickstart"))} --stop`;
  return process.env.HOKKU_HOME ? `HOKKU_HOME=${quoted(root)} ${program}` : program;
}

/** A path that can be pasted into a shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function headingOf(page: string): string {
  return /<h1>(.*?)<\/h1>/s.exec(page)?.[1] ?? page.slice(0, 80);
}

async function interrupted(): Promise<void> {
  if (action === "check") await stop(at, true);
  fail(new Error("interrupted"));
}

function fail(error: unknown): never {
  process.stderr.write(`${(error instanceof Error ? error.message : String(error)).replace(/^/gm, " !     ")}\n`);
  process.exit(1);
}
