// Opens every page of an archive's data folder from disk in Chromium, on a wide and on a narrow screen, light and dark, and without
// scripts, and judges it: no dialog, no complaint on the console, no request to anything but files of the archive, no page that is
// wider than the screen, no violation of WCAG 2.2 A and AA by axe-core; tables search and sort. Prints as JSON the "pages", the
// "problems" and the texts of all "cells". With a second argument it also writes pictures there of the pages named after it.
import { readdirSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const axe = createRequire(import.meta.url)('axe-core')
const found = ['chromium', 'chromium-browser', 'google-chrome'].flatMap(name => (process.env.PATH ?? '').split(':').map(folder => join(folder, name))).find(existsSync)
if (!found) {
  console.log(JSON.stringify({ missing: 'chromium' }))
  process.exit(0)
}

const data = resolve(process.argv[2])
const pictures = process.argv[3]
const home = pathToFileURL(data).href + '/'
const pages = ['index.html', ...readdirSync(join(data, 'pages')).filter(f => f.endsWith('.html')).map(f => `pages/${f}`)]
const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } }
const problems = []
const cells = []

const browser = await chromium.launch({
  executablePath: found,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

async function open(context, path, note) {
  const page = await context.newPage()
  page.on('dialog', async dialog => { note(`dialog: ${dialog.message()}`); await dialog.dismiss() })
  page.on('console', message => { if (message.type() !== 'log') note(`console: ${message.text()}`) })
  page.on('pageerror', error => note(`error: ${error.message}`))
  page.on('request', request => { if (!request.url().startsWith(home)) note(`request: ${request.url()}`) })
  await page.goto(home + path)
  await page.evaluate(() => document.querySelectorAll('img').forEach(i => { i.loading = 'eager' }))
  await page.evaluate(() => Promise.all([...document.images].map(i => i.decode().catch(() => {}))))
  return page
}

for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport, colorScheme })
    for (const path of pages) {
      const note = text => problems.push(`${path} (${size}, ${colorScheme}): ${text}`)
      const page = await open(context, path, note)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (wide > 0) note(`${wide} pixels wider than the screen`)
      const broken = await page.evaluate(() => [...document.images].filter(i => i.naturalWidth === 0).map(i => i.getAttribute('src')))
      broken.forEach(src => note(`picture not shown: ${src}`))
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
      violations.forEach(v => note(`axe ${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 200)}`))
      if (size === 'desktop' && colorScheme === 'light') {
        cells.push(...await page.evaluate(() => [...document.querySelectorAll('td, dd, li bdi')].map(e => e.textContent)))
        await useTable(page, note)
      }
      if (pictures && process.argv.slice(4).includes(path)) {
        await page.screenshot({ path: join(pictures, `${path.replace('pages/', '').replace('.html', '')}-${size}-${colorScheme}.png`) })
      }
      await page.close()
    }
    await context.close()
  }
}

const silent = await browser.newContext({ javaScriptEnabled: false })
for (const path of pages) {
  const page = await silent.newPage()
  await page.goto(home + path)
  for (const row of await page.locator('table.records tbody tr').all()) {
    if (!await row.isVisible()) problems.push(`${path} (without scripts): a row is hidden`)
  }
  if (await page.locator('input').count() > 0) problems.push(`${path} (without scripts): a field that does nothing`)
  await page.close()
}
await browser.close()
console.log(JSON.stringify({ pages, problems, cells }))

async function useTable(page, note) {
  const table = page.locator('table[data-search]').first()
  if (await table.count() === 0) return
  const rows = await table.locator('tbody tr').count()
  const first = table.locator('tbody tr td:first-child')
  for (const direction of ['ascending', 'descending']) {
    await table.locator('th button').first().click()
    if (await table.locator('th').first().getAttribute('aria-sort') !== direction) note(`not marked as ${direction}`)
    const keys = (await first.evaluateAll(all => all.map(c => c.dataset.value))).map(Number)
    if (keys.some((key, i) => i > 0 && (direction === 'ascending' ? keys[i - 1] > key : keys[i - 1] < key))) note(`not sorted ${direction}`)
  }
  const sought = await first.last().textContent()
  await page.locator('input[type=search]').fill(sought)
  const left = await table.locator('tbody tr:visible').count()
  if (left < 1) note(`a search for '${sought}' leaves nothing of ${rows} rows`)
  await page.locator('input[type=search]').fill('nothing has this text')
  if (await table.locator('tbody tr:visible').count() !== 0) note('a search for nothing finds something')
  if (!/\b0\b/.test(await page.locator('[role=status]').textContent())) note('the number of rows found is not told')
}
