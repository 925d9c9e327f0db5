#!/usr/bin/env hokku
import { psReport } from "./lib/report.ts";

export default psReport.hook;
