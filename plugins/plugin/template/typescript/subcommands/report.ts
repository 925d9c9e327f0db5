#!/usr/bin/env hokku
import report from "../lib/report.ts";

export default report.command;
