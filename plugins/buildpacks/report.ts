#!/usr/bin/env hokku
import { buildpacksReport } from "./lib/report.ts";

export default buildpacksReport.hook;
