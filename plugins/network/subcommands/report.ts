#!/usr/bin/env hokku
import { networkReport } from "../lib/report.ts";

export default networkReport.command;
