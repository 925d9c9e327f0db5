#!/usr/bin/env hokku
import { list } from "../lib/list.ts";

export default list("apps");
