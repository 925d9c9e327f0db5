import { alone } from "./machine.ts";
import { outage } from "./outage.ts";

alone(import.meta.filename);

const { default: t } = await import("tap");

t.test("every moment of a push is one in which the engine may be killed", (t) =>
  outage(t, {
    what: "kill -9 of dockerd during a push, then its start and `ps:restore`",
    kill: ({ killEngine }) => killEngine(),
  }),
);
