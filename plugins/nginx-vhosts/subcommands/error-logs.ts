#!/usr/bin/env hokku
import { logsCommand } from "../lib/logs.ts";

export default logsCommand("error");
