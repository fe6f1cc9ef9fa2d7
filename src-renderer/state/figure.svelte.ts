import type { Comparison } from './comparison.svelte';

/** A tab in which a comparison becomes a figure for a paper. */
export class FigureState {
  readonly id: string;
  readonly kind = 'figure';
  readonly title: string;
  readonly comparison: Comparison;
  /** Width of the page in mm; a column of many journals is 89, two are 183. */
  widthMm = $state(183);
  dpi = $state(300);

  constructor(id: string, comparison: Comparison) {
    this.id = id;
    this.comparison = comparison;
    this.title = `Figure of ${comparison.title}`;
  }
}
