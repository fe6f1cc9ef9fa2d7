import { execFileSync, spawnSync } from 'node:child_process';

/** Whether librsvg's program and poppler's are there (Debian: librsvg2-bin, poppler-utils). */
export const hasRsvg = ['rsvg-convert', 'pdftotext'].every(
  (program) => spawnSync(program, ['--help']).error === undefined,
);

/** What tests say when they need them and they are not there. */
export const NEEDS_RSVG = 'needs librsvg and poppler: apt-get install librsvg2-bin poppler-utils';

if (!hasRsvg && process.env['CI'] === 'true') throw new Error(`CI ${NEEDS_RSVG}.`);

/** An SVG drawn by librsvg at so many dots an inch, as PNG. */
export function drawnByRsvg(svg: string, dpi: number): Uint8Array {
  return execFileSync('rsvg-convert', ['-d', String(dpi), '-p', String(dpi)], {
    input: svg,
    maxBuffer: 2 ** 28,
  });
}

/** The words of an SVG that are text in the PDF that librsvg makes of it, as poppler reads them. */
export function textInPdf(svg: string): string {
  const pdf = execFileSync('rsvg-convert', ['-f', 'pdf'], { input: svg, maxBuffer: 2 ** 28 });
  return execFileSync('pdftotext', ['-', '-'], { input: pdf }).toString();
}
