#!/usr/bin/env hokku
import { proxyReport } from "./lib/report.ts";

export default proxyReport.hook;
