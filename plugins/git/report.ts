#!/usr/bin/env hokku
import { gitReport } from "./lib/report.ts";

export default gitReport.hook;
