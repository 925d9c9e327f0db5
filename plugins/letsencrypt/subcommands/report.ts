#!/usr/bin/env hokku
import { letsencryptReport } from "../lib/report.ts";

export default letsencryptReport.command;
