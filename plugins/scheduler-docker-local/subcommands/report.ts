#!/usr/bin/env hokku
import { dockerLocalReport } from "../lib/report.ts";

export default dockerLocalReport.command;
