#!/usr/bin/env hokku
import { list } from "./list.ts";

export default list("releases");
