// Serves page.html with the container's name and the variable GREETING in it.
const { readFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { hostname } = require("node:os");

const plain = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const server = createServer((_, response) => {
  const page = readFileSync("page.html", "utf8");
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.end(page.replace("{host}", plain(hostname())).replace("{greeting}", plain(process.env.GREETING ?? "")));
});

process.on("SIGTERM", () => process.exit(0));
server.listen(process.env.PORT ?? 5000, () => console.log(`listening on port ${server.address().port}`));
