/** A scale bar is 1, 2 or 5 x 10^n long: the largest such length that is not above `most`. */
export function niceLength(most: number): number {
  if (!(most > 0)) return 1;
  const power = Math.floor(Math.log10(most) + 1e-12);
  const lead = [5, 2, 1].find((candidate) => candidate * 10 ** power <= most * (1 + 1e-12))!;
  return power < 0 ? Number((lead * 10 ** power).toFixed(-power)) : lead * 10 ** power;
}

/** A length in words: "10 µm", "500 nm", "100 px". */
export function lengthText(length: number, unit: 'µm' | 'px'): string {
  if (unit === 'µm' && length < 1) return `${Number((length * 1000).toPrecision(6))} nm`;
  if (unit === 'µm' && length >= 1000) return `${Number((length / 1000).toPrecision(6))} mm`;
  const figures = String(Number(length.toPrecision(6)));
  const grouped = /^\d+$/.test(figures) ? figures.replace(/\B(?=(\d{3})+$)/g, '\u2009') : figures;
  return `${grouped} ${unit}`;
}
