#!/usr/bin/env hokku
import { command } from "hokku/command";
import { headline, trouble, write } from "hokku/talk";
import { visibleApps } from "hokku/visible-apps";

/** Makes `apps:list`, and `apps` itself, which is the same. */
export const list = (name: string) =>
  command({
    name,
    isGroup: name === "apps",
    summary: "List the apps you may see",
    reads: true,
    eachVisible: true,
    examples: [`dokku ${name}`, "dokku --quiet apps:list", "dokku apps:list --format json"],
    run: ({ io }) => visibleApps(io),
    text: (names, io) => {
      headline(io, "My Apps");
      if (names.length) write(io, `${names.join("\n")}\n`);
      else trouble("You haven't deployed any applications yet; begin with: dokku apps:create <app>");
    },
  });

export default list("apps:list");
