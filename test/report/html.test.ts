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

  async function open(findings: Parameters<typeof reportOf>[0]) {
    const file = join(folder, 'report.html');
    writeFileSync(file, html(reportOf(findings), contextOf()));
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

  it('is no wider than a telephone', async () => {
    const { page } = await open([FINDING, WARNING]);
    await page.setViewportSize({ width: 360, height: 700 });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
