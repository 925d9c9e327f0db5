#!/usr/bin/env hokku
import { switchCommand } from "../lib/switch-command.ts";

export default switchCommand(
  "disable",
  "Disabling",
  "Stop the old containers before the new ones start, at the cost of downtime; of all process types or some",
);
