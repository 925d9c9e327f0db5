import { mayColour } from "../../../plugins/common/lib/terminal.ts";

/** Everything quickstart says goes to stdout as lines; only what moves needs a terminal. */
const { stdout, env } = process;
const bold = (text: string): string => (mayColour({ env, stdout: "inherit" }) ? `\x1b[1m${text}\x1b[0m` : text);

export const say = (text: string): void => void stdout.write(`${bold("----->")} ${text}\n`);
export const headline = (text: string): void => void stdout.write(`${bold(`=====> ${text}`)}\n`);
export const detail = (text: string): void => void stdout.write(`${text.replace(/^/gm, "       ")}\n`);

/** Says what is done and shows that it goes on: a turning sign on a terminal, else a line every 15 seconds. */
export async function during<T>(text: string, work: () => Promise<T>): Promise<T> {
  say(text);
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  let turn = 0;
  const tick = () => {
    if (stdout.isTTY) stdout.write(`\r       ${"|/-\\"[turn++ % 4]} ${seconds()} s\r`);
    else detail(`still at it: ${seconds()} s`);
  };
  const timer = setInterval(tick, stdout.isTTY ? 200 : 15_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (stdout.isTTY) stdout.write(`\r${" ".repeat(30)}\r`);
  }
}
