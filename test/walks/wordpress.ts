/**
 * Somebody with a browser on a WordPress site that was just pushed: `wordpress.ts install ADDRESS TITLE` completes its installer, logs in and
 * looks at the dashboard; `wordpress.ts upload ADDRESS FILE` puts a picture into its library and prints where it is, and `wordpress.ts see
 * ADDRESS` says whether it is there. What the dashboard looks like is kept in /tmp.
 */
import { parse } from "node:path";
import { chromium, type Page } from "playwright-core";
import { PATIENCE } from "../lib/patience.ts";

const OWNER = { name: "ada", password: "correct horse battery staple 12", mail: "ada@example.com" };

const deeds: Record<string, (page: Page, address: string, word: string) => Promise<string>> = { install, upload, see };

async function install(page: Page, address: string, title: string): Promise<string> {
  await page.goto(address);
  if (!page.url().endsWith("/wp-admin/install.php")) throw new Error(`no installer at ${page.url()}`);
  // WordPress puts in a password of its own as soon as it can measure it, over what was typed until then.
  await page.waitForFunction("typeof zxcvbn === 'function' && document.querySelector('#pass1').value");
  await page.fill("#weblog_title", title);
  await page.fill("#user_login", OWNER.name);
  await page.fill("#pass1", OWNER.password);
  await page.fill("#admin_email", OWNER.mail);
  await page.click("#submit");
  await page.getByRole("heading", { name: "Success!" }).waitFor();
  await logIn(page, address);
  await page.getByRole("heading", { name: "Dashboard", exact: true }).waitFor();
  const site = await page.locator("#wp-admin-bar-site-name > a").textContent();
  const front = await page.goto(address);
  return `${site?.trim()} is installed; its front page answers ${front?.status()}: ${await page.title()}`;
}

async function upload(page: Page, address: string, file: string): Promise<string> {
  await logIn(page, address);
  await page.goto(new URL("/wp-admin/media-new.php?browser-uploader", address).href);
  await page.setInputFiles("#async-upload", file);
  await page.click("#html-upload");
  await page.goto(new URL("/wp-admin/upload.php?mode=list", address).href);
  const picture = page.locator(`img[src*="/${parse(file).name}"]`).first(); // smaller, WordPress has made it of the file
  const place = (await picture.getAttribute("src")) ?? "";
  const width = await picture.evaluate((image) => "naturalWidth" in image && image.naturalWidth);
  if (!width) throw new Error(`the picture at ${place} is not shown`);
  return place;
}

async function see(page: Page, address: string): Promise<string> {
  const answer = await page.goto(address);
  const type = answer?.headers()["content-type"];
  if (!answer?.ok() || !type?.startsWith("image/")) throw new Error(`${address} answers ${answer?.status()}, ${type}`);
  return `${address} is there`;
}

async function logIn(page: Page, address: string): Promise<void> {
  await page.goto(new URL("/wp-login.php", address).href);
  await page.locator("#user_login:focus").waitFor(); // WordPress takes the cursor there, a moment after the page is there
  await page.fill("#user_login", OWNER.name);
  await page.fill("#user_pass", OWNER.password);
  await page.click("#wp-submit");
  await page.locator("#wpadminbar, #login_error").first().waitFor();
  const refused = page.locator("#login_error");
  if (await refused.count()) throw new Error(`${address} lets ${OWNER.name} not in: ${await refused.textContent()}`);
  await page.screenshot({ path: `/tmp/${new URL(address).hostname}-dashboard.png` });
}

const [deed = "", address = "", word = ""] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
try {
  const page = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 1200, height: 800 } });
  page.setDefaultTimeout(PATIENCE);
  const act = deeds[deed];
  if (!act) throw new Error(`one of ${Object.keys(deeds).join(", ")}, not "${deed}"`);
  process.stdout.write(`${await act(page, address, word)}\n`);
} finally {
  await browser.close();
}
