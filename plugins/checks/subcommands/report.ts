#!/usr/bin/env hokku
import { checksReport } from "../lib/report.ts";

export default checksReport.command;
