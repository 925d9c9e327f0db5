#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { complaintOfHost } from "../lib/check.ts";
import { reload } from "../lib/control.ts";
import { inTurn } from "../lib/turn.ts";

export default command({
  name: "nginx:reload",
  summary: "Let nginx read its configuration anew",
  run: ({ io }) =>
    inTurn(io, async (turn) => {
      const complaint = await complaintOfHost(turn);
      if (complaint) throw new Exit(1, `${complaint.words}\nSee: dokku nginx:validate-config`);
      await reload(turn);
    }),
});
