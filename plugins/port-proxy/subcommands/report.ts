#!/usr/bin/env hokku
import { portProxyReport } from "../lib/report.ts";

export default portProxyReport.command;
