#!/usr/bin/env hokku
import { railpackReport } from "./lib/report.ts";

export default railpackReport.hook;
