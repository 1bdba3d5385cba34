// The HTML report: what is in the document, and how it behaves in a browser.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/report/html.ts';
import { contextOf, FINDING, HOSTILE_FINDING, reportOf } from './sample-report.ts';

const OTHER = { ...FINDING, file: 'src/cron.ts', fingerprint: 'c:1' };
const WARNING = {
  ...FINDING,
  rule: 'dev-dependency',
  severity: 'warning' as const,
  message: '"left-pad" is only a devDependency',
  specifier: 'left-pad',
  target: 'node_modules/left-pad/index.js',
  fingerprint: 'd:1',
};

describe('the document', () => {
  it('says the same cause once and lists its importers', () => {
    const page = html(reportOf([FINDING, OTHER]), contextOf());
    expect(page.match(/<details class="cause/g)).toHaveLength(1);
    expect(page).toContain('src/cron.ts');
  });

  it('keeps the report in it, whatever the texts are', () => {
    const report = reportOf([HOSTILE_FINDING]);
    const page = html(report, contextOf());
    const data = /<script type="application\/json" id="danglint-report">(.*?)<\/script>/s.exec(page)?.[1];
    expect(JSON.parse(data ?? '')).toEqual(report);
  });

  it('asks for nothing from a network', () => {
    const page = html(reportOf([FINDING]), contextOf());
    expect(page).not.toMatch(/\b(?:src|href)\s*=|@import|url\(/);
  });

  it('says that nothing is wrong when nothing is', () => {
    expect(html(reportOf([]), contextOf())).toContain('no dangling imports');
  });
});

/** Texts whose contrast with what is behind them is below 4.5 : 1 (WCAG 2.2, 1.4.3), as an expression for the page. */
const FAINT_TEXTS = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const node of document.querySelectorAll('body *')) {
    if (node.closest('script,svg,select') || ![...node.childNodes].some((c) => c.nodeType === 3 && c.data.trim())) continue;
    const [a, b] = [luminance(channels(getComputedStyle(node).color)), luminance(behind(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(node.textContent.trim());
  }
  return faint;
})()`;

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

describe.skipIf(executablePath === undefined)('in a browser (skipped where no Chromium is installed)', () => {
  let browser: Awaited<ReturnType<typeof chromium.launch>>;
  let folder: string;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: ['--no-sandbox', '--disable-gpu'],
    });
    folder = mkdtempSync(join(tmpdir(), 'danglint-html-'));
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function write(findings: Parameters<typeof reportOf>[0], context = contextOf()): string {
    const file = join(folder, 'report.html');
    writeFileSync(file, html(reportOf(findings), context));
    return file;
  }

  async function open(findings: Parameters<typeof reportOf>[0], context = contextOf()) {
    const file = write(findings, context);
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(pathToFileURL(file).href);
    return { page, errors };
  }

  it('filters by rule and by words, and says how many are left', async () => {
    const { page, errors } = await open([FINDING, WARNING]);
    await page.getByLabel('Rule').selectOption('dev-dependency');
    expect(await page.locator('details.cause:visible').count()).toBe(1);
    expect(await page.getByRole('status').textContent()).toBe('1 of 2 shown');
    await page.getByLabel('Search').fill('nowhere to be found');
    expect(await page.locator('details.cause:visible').count()).toBe(0);
    expect(errors).toEqual([]);
  });

  it('runs no script of the project and shows its texts as texts', async () => {
    const { page, errors } = await open([
      { ...FINDING, message: '<img src=x onerror="document.title=1"> & </script>', file: 'src/<b>.ts' },
    ]);
    expect(await page.locator('summary .message').textContent()).toBe(
      '<img src=x onerror="document.title=1"> & </script>',
    );
    expect(await page.locator('img').count()).toBe(0);
    expect(errors).toEqual([]);
  });

  const PREVIEW = { ...contextOf(), stubPreview: () => 'export const gone = stub("<gone>");\n' };

  it('shows the stub that would be written, closed at first', async () => {
    const { page } = await open([FINDING], PREVIEW);
    const code = page.locator('details details code');
    expect(await code.isVisible()).toBe(false);
    await page.getByText('The stub that would keep it running').click();
    expect(await code.textContent()).toBe('export const gone = stub("<gone>");\n');
  });

  it('is used with the keyboard alone', async () => {
    const { page } = await open([FINDING, WARNING]);
    const focused = () =>
      page.evaluate<string>('document.activeElement.tagName + (document.activeElement.name ?? "")');
    const order: string[] = [];
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual(['INPUTtext', 'SELECTseverity', 'SELECTrule', 'SELECTwhen', 'SUMMARY']);
    expect(await page.locator('details.cause[open]').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await page.locator('details.cause[open]').count()).toBe(0);
    const outline = 'getComputedStyle(document.activeElement).outlineStyle';
    expect(await page.evaluate(outline)).toBe('solid');
  });

  it('opens everything for printing, hides the filter, and closes it again', async () => {
    const { page } = await open([FINDING, WARNING]);
    await page.emulateMedia({ media: 'print' });
    const opened = () => page.locator('details.cause[open]').count();
    expect(await page.locator('form').isVisible()).toBe(false);
    expect(await opened()).toBe(1);
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await opened()).toBe(2);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await opened()).toBe(1);
  });

  it('leaves on paper no control that cannot be pressed', async () => {
    const { page } = await open([FINDING], PREVIEW);
    const control = page.getByText('The stub that would keep it running');
    expect(await control.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await control.isVisible()).toBe(false);
  });

  it('keeps every label of the drawing in its box, and the whole text in its title', async () => {
    const name = 'createWebSocketModuleRunnerTransportWithTimeout';
    const file = 'packages/接続プール接続プール接続/接続プール.ts';
    const { page } = await open([{ ...FINDING, name, file }]);
    const overhangs = await page.evaluate<number[]>(`[...document.querySelectorAll('.box')].map((box) => {
      const [text, rect] = [box.querySelector('text').getBBox(), box.querySelector('rect').getBBox()];
      return Math.max(rect.x - text.x, text.x + text.width - rect.x - rect.width);
    })`);
    expect(Math.max(...overhangs)).toBeLessThan(0);
    const titles = await page.locator('.box title').allTextContents();
    expect(titles.join()).toContain(name);
    expect(titles.join()).toContain(file);
  });

  it.each(['light', 'dark'] as const)('has texts that can be read: %s', async (colorScheme) => {
    const { page } = await open([FINDING, WARNING], PREVIEW);
    await page.emulateMedia({ colorScheme });
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    const faint = await page.evaluate<string[]>(FAINT_TEXTS);
    expect(faint).toEqual([]);
    const back = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(back).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(21, 24, 28)');
  });

  it('names what a screen reader meets', async () => {
    const { page } = await open([FINDING]);
    expect(await page.getByRole('img').getAttribute('aria-label')).toContain(FINDING.file);
    expect(await page.getByRole('searchbox', { name: 'Search' }).count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('is whole without script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(write([FINDING, WARNING])).href);
    expect(await page.locator('details.cause').count()).toBe(2);
    expect(await page.locator('form').isVisible()).toBe(false);
    await context.close();
  });

  it('is no wider than a telephone', async () => {
    const { page } = await open([FINDING, WARNING]);
    await page.setViewportSize({ width: 360, height: 700 });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
