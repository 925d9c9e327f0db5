#!/usr/bin/env hokku
import { optionsReport } from "../lib/report.ts";

export default optionsReport.command;
