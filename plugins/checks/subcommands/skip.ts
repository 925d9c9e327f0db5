#!/usr/bin/env hokku
import { switchCommand } from "../lib/switch-command.ts";

export default switchCommand(
  "skip",
  "Skipping",
  "Start new containers before the old ones stop, but do not check them; of all process types or some",
);
