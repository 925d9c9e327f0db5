import { Agent, get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../lib/patience.ts";

/** Asks again and again over kept connections; `take` answers what came of it since it was last asked, once 200 more have been answered. */
export function keptClient(name: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const count = { answers: 0, resets: 0, others: 0 };
  let isOver = false;
  const ask = () =>
    new Promise<void>((resolve) => {
      const asked = get({ agent, host: "127.0.0.1", headers: { host: name } }, (response) => {
        if (response.statusCode !== 200) count.others++;
        response.resume().on("end", resolve).on("error", resolve);
        count.answers++;
      });
      asked.on("error", () => {
        if (asked.reusedSocket) count.resets++;
        else count.others++;
        resolve();
      });
    });
  const loop = async () => {
    while (!isOver) {
      await ask();
      await pause(Math.random() * 10);
    }
  };
  const loops = Array.from({ length: 16 }, loop);
  const take = async () => {
    const enough = count.answers + 200;
    await until(() => count.answers > enough);
    const taken = { ...count };
    Object.assign(count, { answers: 0, resets: 0, others: 0 });
    return taken;
  };
  const end = async () => {
    isOver = true;
    await Promise.all(loops);
    agent.destroy();
  };
  return { take, end };
}
