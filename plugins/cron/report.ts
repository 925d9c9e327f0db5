#!/usr/bin/env hokku
import { cronReport } from "./lib/report.ts";

export default cronReport.hook;
