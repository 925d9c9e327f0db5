#!/usr/bin/env hokku
import { lambdaReport } from "../lib/report.ts";

export default lambdaReport.command;
