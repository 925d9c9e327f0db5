import { pathInApp, settings } from "hokku/settings";

export default settings("builder-lambda", {
  "lambdayml-path": pathInApp("where the lambda.yml is in the source", { default: "lambda.yml" }),
});
