#!/usr/bin/env hokku
import { builderReport } from "../lib/report.ts";

export default builderReport.command;
