#!/usr/bin/env hokku
import { dockerfileReport } from "../lib/report.ts";

export default dockerfileReport.command;
