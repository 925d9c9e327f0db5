#!/usr/bin/env hokku
import { switchCommand } from "../lib/switch-command.ts";

export default switchCommand(
  "enable",
  "Enabling",
  "Check new containers before the old ones stop, without downtime; of all process types or some",
);
