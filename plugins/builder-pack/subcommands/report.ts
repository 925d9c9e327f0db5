#!/usr/bin/env hokku
import { packReport } from "../lib/report.ts";

export default packReport.command;
