#!/usr/bin/env hokku
import { openrestyReport } from "./lib/report.ts";

export default openrestyReport.hook;
