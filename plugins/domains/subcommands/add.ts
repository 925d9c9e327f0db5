#!/usr/bin/env hokku
import { command } from "hokku";
import { addDomains } from "../lib/change.ts";

export default command({
  name: "domains:add",
  summary: "Attach domains to an app",
  args: "<app> <domain>...",
  examples: ["dokku domains:add web example.com www.example.com"],
  run: ({ words: { app, domain }, io }) => addDomains(io, app, domain),
  text: () => {},
});
