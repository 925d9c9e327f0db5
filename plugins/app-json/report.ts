#!/usr/bin/env hokku
import { appJsonReport } from "./lib/report.ts";

export default appJsonReport.hook;
