#!/usr/bin/env hokku
import { appsReport } from "../lib/report.ts";

export default appsReport.command;
