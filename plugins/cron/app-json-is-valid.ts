#!/usr/bin/env hokku
import { Exit, hook, trouble } from "hokku";
import { commandWords } from "./lib/command-words.ts";
import { tasksOf } from "./lib/tasks.ts";

/** A job that could not run ends the deploy, before anything is built. */
export default hook("app-json-is-valid", async (io, app) => {
  const tasks = await tasksOf(io, app, ({ message }) => {
    throw new Exit(1, `app.json: ${message}`);
  });
  for (const { command } of tasks)
    for (const variable of commandWords(command).variables)
      trouble(`app.json: ${variable} in ${JSON.stringify(command)} is empty, as no shell sees it; write: sh -c '...'`);
});
