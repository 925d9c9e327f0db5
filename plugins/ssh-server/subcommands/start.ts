#!/usr/bin/env hokku
import { isIP } from "node:net";
import { command, Exit, step } from "hokku";

export default command({
  name: "ssh-server:start",
  summary: "Start the embedded SSH server, which needs neither root nor sshd",
  flags: {
    foreground: { type: "boolean", summary: "stay here and log to stderr, as a service manager wants it" },
    port: { type: "number", value: "2222", summary: "port to listen on; 0 takes a free one" },
    bind: { type: "string", value: "127.0.0.1", summary: "address to listen on; 0.0.0.0 or :: for everybody" },
  },
  examples: ["dokku ssh-server:start --port 2222", "ssh -p 2222 dokku@127.0.0.1 apps:list"],
  run: async ({ flags: { foreground, port = 2222, bind = "127.0.0.1" }, io }) => {
    if (port < 0 || port > 65535) throw new Exit(2, `${port} is no port; use one from 1 to 65535, or 0 for a free one`);
    if (!isIP(bind)) throw new Exit(2, `${JSON.stringify(bind)} is no address; use 127.0.0.1 or another address of this host`);
    const { become, start } = await import("../lib/start.ts");
    if (foreground) become(io, { bind, port });
    const address = await start(io, { bind, port });
    step(io, `Listening on ${address}`);
    return { address };
  },
});
