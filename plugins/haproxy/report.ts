#!/usr/bin/env hokku
import { haproxyReport } from "./lib/report.ts";

export default haproxyReport.hook;
