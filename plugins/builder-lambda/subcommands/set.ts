#!/usr/bin/env hokku
import { propertyCommand } from "hokku/property-command";
import lambda from "../lib/settings.ts";

export default propertyCommand(lambda, { examples: ["dokku builder-lambda:set node-app lambdayml-path deploy/lambda.yml"] });
