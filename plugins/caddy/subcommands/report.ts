#!/usr/bin/env hokku
import { caddyReport } from "../lib/report.ts";

export default caddyReport.command;
