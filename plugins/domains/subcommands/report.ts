#!/usr/bin/env hokku
import { domainsReport } from "../lib/report.ts";

export default domainsReport.command;
