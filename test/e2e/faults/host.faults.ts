import { alone } from "./machine.ts";
import { outage } from "./outage.ts";

alone(import.meta.filename);

const { default: t } = await import("tap");

t.test("every moment of a push is one in which the whole host may be killed", (t) =>
  outage(t, {
    what: "kill -9 of all processes of the host during a push, then its boot: dockerd, nginx and `ps:restore`",
    kill: ({ killHost }) => killHost(),
  }),
);
