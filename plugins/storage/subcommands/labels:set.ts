#!/usr/bin/env hokku
import { setCommand } from "../lib/metadata-command.ts";

export default setCommand("labels");
