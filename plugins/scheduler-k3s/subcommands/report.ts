#!/usr/bin/env hokku
import { k3sReport } from "../lib/report.ts";

export default k3sReport.command;
