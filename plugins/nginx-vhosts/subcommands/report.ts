#!/usr/bin/env hokku
import { nginxReport } from "../lib/report.ts";

export default nginxReport.command;
