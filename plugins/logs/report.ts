#!/usr/bin/env hokku
import { logsReport } from "./lib/report.ts";

export default logsReport.hook;
