#!/usr/bin/env hokku
import { resourceReport } from "../lib/report.ts";

export default resourceReport.command;
