#!/usr/bin/env hokku
import { portsReport } from "../lib/report.ts";

export default portsReport.command;
