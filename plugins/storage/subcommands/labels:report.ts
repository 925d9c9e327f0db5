#!/usr/bin/env hokku
import { reportCommand } from "../lib/metadata-command.ts";

export default reportCommand("labels");
