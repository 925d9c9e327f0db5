#!/usr/bin/env hokku
import { traefikReport } from "../lib/report.ts";

export default traefikReport.command;
