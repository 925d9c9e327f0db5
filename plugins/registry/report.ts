#!/usr/bin/env hokku
import { registryReport } from "./lib/report.ts";

export default registryReport.hook;
