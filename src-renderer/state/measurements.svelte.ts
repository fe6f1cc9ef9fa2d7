/** A row of the table of measurements: what was measured where. Lengths and areas are in `unit` and its square. */
export interface Measurement {
  number: number;
  image: string;
  /** Where in the stack, counted from 1; empty for a single plane. */
  slice: string;
  selection: string;
  /** Null for a line. */
  area: number | null;
  /** Null for an area. */
  length: number | null;
  unit: 'µm' | 'px';
  mean: number | null;
  /** Standard deviation of the sample (n - 1), as ImageJ gives it. */
  std: number | null;
  min: number | null;
  max: number | null;
}

/** What was measured in this window. */
export class Measurements {
  rows = $state.raw<Measurement[]>([]);

  add(row: Omit<Measurement, 'number'>): void {
    this.rows = [...this.rows, { number: this.rows.length + 1, ...row }];
  }

  clear(): void {
    this.rows = [];
  }
}
