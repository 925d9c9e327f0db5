#!/usr/bin/env hokku
import { nixpacksReport } from "./lib/report.ts";

export default nixpacksReport.hook;
