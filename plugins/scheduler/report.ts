#!/usr/bin/env hokku
import { schedulerReport } from "./lib/report.ts";

export default schedulerReport.hook;
