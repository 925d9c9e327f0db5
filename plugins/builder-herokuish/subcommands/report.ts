#!/usr/bin/env hokku
import { herokuishReport } from "../lib/report.ts";

export default herokuishReport.command;
