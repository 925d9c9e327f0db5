#!/usr/bin/env hokku
import { certsReport } from "./lib/report.ts";

export default certsReport.hook;
