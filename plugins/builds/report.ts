#!/usr/bin/env hokku
import { buildsReport } from "./lib/report.ts";

export default buildsReport.hook;
