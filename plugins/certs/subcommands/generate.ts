#!/usr/bin/env hokku
import { answer, command, Exit, step, trigger, write } from "hokku";
import { generate } from "../lib/generate.ts";
import { installPair } from "../lib/install.ts";
import { hasPair } from "../lib/store.ts";

export default command({
  name: "certs:generate",
  summary: "Make a key, a self-signed certificate and a request to have it signed",
  args: "<app> [<domain>...]",
  flags: { type: { type: "string", value: "rsa|ec", summary: "kind of key, rsa where nothing is said" } },
  examples: ["dokku certs:generate node-app www.example.com", "dokku certs:generate node-app --type ec '*.example.com'"],
  run: async ({ words: { app, domain: given }, flags: { type = "rsa" }, io }) => {
    if (hasPair(app, io.env)) return void step(io, `${app} has an SSL endpoint already defined`);
    const own = given.length ? given : (await answer(io, "domains-list", app)).split("\n").filter((name) => name && name !== "_");
    if (!own.length) throw new Exit(2, `certs:generate: name a domain, as ${app} has none`);
    const { csr, ...pair } = await generate(io, own, type);
    step(io, "Installing certificate and key...");
    await installPair(io, app, pair, csr, async (to) => {
      const known = (await answer(to, "domains-list", app)).split("\n");
      const fresh = given.filter((name) => !known.includes(name));
      for (const name of fresh) await trigger(to, "domains-add", app, name);
      if (!fresh.length) await trigger(to, "post-domains-update", app, "");
    });
    step(io, "The following is a certificate signing request that can be used");
    step(io, `to generate an 'officially' signed SSL certificate for ${app} at ${own.join(", ")}`);
    step(io, "by a CA of your choosing.");
    return { csr };
  },
  text: (made, io) => made && write(io, made.csr),
});
