#!/usr/bin/env hokku
import { storageReport } from "./lib/report.ts";

export default storageReport.hook;
