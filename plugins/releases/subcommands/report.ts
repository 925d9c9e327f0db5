#!/usr/bin/env hokku
import { releasesReport } from "../lib/report.ts";

export default releasesReport.command;
